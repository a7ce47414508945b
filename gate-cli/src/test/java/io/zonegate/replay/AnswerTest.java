package io.zonegate.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.replay.Answer.Says;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class AnswerTest {
  private static final Name APEX = Name.fromConstantString("rehearsed.");
  private static final Question QUESTION = new Question(APEX, Type.HINFO);
  private static final Record NS = new NSRecord(APEX, DClass.IN, 60, Name.root);
  private static final Record SOA =
      new SOARecord(APEX, DClass.IN, 60, Name.root, Name.root, 1, 1, 1, 1, 1);

  @TempDir Path folder;

  @Test
  @DisplayName("A resolver that has died gives no answer, and there is a reason")
  void dead() throws Exception {
    Programs programs = Programs.find(List.of("unbound"), System.getenv());
    VirtualClock clock = new VirtualClock(folder, programs.faketime());
    clock.set(1_800_000_000L);
    Equipment equipment = new Equipment(programs, clock, APEX.toString(), "", false);
    Unbound resolver = Unbound.cache(equipment, folder.resolve("cache"), LoopbackServer.freePort());
    resolver.close();
    Answer answer = Answer.of(QUESTION, resolver);
    assertThat(answer.says()).isEqualTo(Says.NOTHING);
    assertThat(answer.reason()).isNotEmpty();
    assertThat(answer.toString()).startsWith("no answer for rehearsed. HINFO (");
  }

  private static boolean isAnswer(int rcode, int section, Record... records) {
    Message message = Message.newQuery(QUESTION.record());
    message.getHeader().setRcode(rcode);
    for (Record one : records) {
      message.addRecord(one, section);
    }
    return Scene.isAnswer(message);
  }

  @Test
  @DisplayName("Data or a denial is an answer; a referral, or nothing at all, is none")
  void answers() {
    assertThat(isAnswer(Rcode.NOERROR, Section.ANSWER, NS)).isTrue();
    assertThat(isAnswer(Rcode.NOERROR, Section.AUTHORITY, NS, SOA)).isTrue();
    assertThat(isAnswer(Rcode.NXDOMAIN, Section.AUTHORITY, SOA)).isTrue();
    assertThat(isAnswer(Rcode.NOERROR, Section.AUTHORITY, NS)).isFalse();
    assertThat(isAnswer(Rcode.NOERROR, Section.AUTHORITY)).isFalse();
    assertThat(isAnswer(Rcode.NXDOMAIN, Section.AUTHORITY)).isFalse();
    assertThat(isAnswer(Rcode.REFUSED, Section.ANSWER, NS)).isFalse();
  }
}
