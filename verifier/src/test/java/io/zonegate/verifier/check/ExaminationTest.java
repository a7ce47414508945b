package io.zonegate.verifier.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExaminationTest {
  private static Examination open(String... reasons) {
    Examination examination = new Examination("TEST", null, 10);
    for (String reason : reasons) {
      examination.undecided(reason);
    }
    return examination;
  }

  /** Neither which range was first, nor how many there are, makes a difference. */
  @Test
  void openQuestionsComeInOneOrderHoweverTheZoneIsCut() {
    Examination whole = open("c", "a", "b", "a");
    Examination parts = open("b");
    parts.append(open("c", "a"));
    parts.append(open("a"));
    assertThat(whole.undecided()).containsExactly("a", "b", "c");
    assertThat(parts.undecided()).isEqualTo(whole.undecided());
  }
}
