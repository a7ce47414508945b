package io.zonegate.report.html;

import io.zonegate.policy.Durations;
import io.zonegate.policy.StageSettings;
import io.zonegate.release.ProbeNote;
import io.zonegate.release.Release;
import io.zonegate.release.Standing;
import io.zonegate.report.GateStatus;
import io.zonegate.verifier.parent.ServerAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The stages, how far the release on its way has come, and what its servers said last. */
final class StagesSection {
  private final GateStatus status;

  StagesSection(GateStatus status) {
    this.status = status;
  }

  void write(Markup page) throws IOException {
    page.open("section", "id", "stages").element("h2", "On its way");
    Optional<Release> release = status.inFlight();
    if (release.isEmpty()) {
      page.element("p", "No release is on its way.");
    } else {
      page.open("p");
      Tables.badge(page, release.get().state().name());
      page.text(" " + release.get().described() + ", since ");
      page.text(Tables.time(release.get().standing().since())).close();
      if (!release.get().standing().reason().isEmpty()) {
        page.element("p", release.get().standing().reason());
      }
    }
    stages(page, release);
    if (!status.probes().isEmpty()) {
      probes(page);
    }
    settings(page);
    page.close();
  }

  private void stages(Markup page, Optional<Release> release) throws IOException {
    page.open("ol", "class", "stages");
    List<StageSettings> stages = status.settings().stages();
    for (int i = 0; i < stages.size(); i++) {
      int at = release.map(r -> r.standing().stage()).orElse(-1);
      // A rollback goes through the stage that it is in faster than others.
      StageSettings stage =
          i == at ? release.flatMap(status::stage).orElse(stages.get(i)) : stages.get(i);
      boolean held = release.isPresent() && release.get().state().name().equals("HELD");
      String word = i < at ? "done" : i > at ? "to come" : held ? "held" : "current";
      page.open("li", "class", Tables.colour(word))
          .element("strong", (i + 1) + ". " + stage.name());
      if (release.isEmpty()) {
        page.text("soak " + Durations.rough(stage.soak()));
      } else if (i == at) {
        page.text(progress(release.get().standing(), stage));
      } else {
        page.text(word);
      }
      page.close();
    }
    page.close();
  }

  private String progress(Standing standing, StageSettings stage) {
    Duration past = Duration.between(standing.published(), status.now());
    String approval =
        !stage.approval()
            ? ""
            : standing.approvedBy().isEmpty()
                ? "; waits for approval too"
                : "; approved by " + standing.approvedBy();
    return "%s; good probes %d of %d; %s of soak %s; deadline %s%s"
        .formatted(
            standing.state(),
            Math.min(standing.good(), stage.goodProbes()),
            stage.goodProbes(),
            Durations.rough(past),
            Durations.rough(stage.soak()),
            Durations.rough(stage.deadline()),
            approval);
  }

  private void probes(Markup page) throws IOException {
    Tables.beginStacked(
        page,
        "What the servers of the stage answered last",
        List.of("Server", "Answer", "Asked at"));
    for (ProbeNote probe : status.probes()) {
      page.open("tr").element("th", probe.server(), "scope", "row").open("td", "class", "reason");
      Tables.badge(page, probe.outcome());
      page.text(" " + probe.detail()).close();
      page.element("td", "at " + Tables.time(probe.at()), "class", "when").close();
    }
    Tables.end(page);
  }

  private void settings(Markup page) throws IOException {
    page.open("details").element("summary", "What the policy asks of each stage");
    Tables.begin(
        page,
        "Stages of the policy",
        List.of("Stage", "#Good probes", "#Soak", "#Deadline", "Approval", "Servers"));
    for (StageSettings stage : status.settings().stages()) {
      page.open("tr").element("th", stage.name(), "scope", "row");
      Tables.number(page, Integer.toString(stage.goodProbes()));
      Tables.number(page, Durations.rough(stage.soak()));
      Tables.number(page, Durations.rough(stage.deadline()));
      page.element("td", stage.approval() ? "by a person" : "none");
      page.element(
          "td",
          stage.servers().stream().map(ServerAddress::toString).collect(Collectors.joining(", ")));
      page.close();
    }
    Tables.end(page);
    page.close();
  }
}
