package io.zonegate.verifier.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SampleTest {
  private static List<Integer> drawn(long seed, int... borders) {
    Sample whole = new Sample(seed, 10);
    int from = 0;
    for (int border : borders) {
      Sample part = new Sample(seed, 10);
      for (int place = border - 1; place >= from; place--) {
        part.offer(QuestionKind.POSITIVE, place);
      }
      whole.merge(part);
      from = border;
    }
    return whole.places(QuestionKind.POSITIVE);
  }

  @Test
  void theChoiceDoesNotDependOnHowThePlacesAreCut() {
    List<Integer> expected = drawn(7, 1000);
    assertThat(expected).hasSize(10).isSorted().doesNotHaveDuplicates();
    assertThat(drawn(7, 1, 2, 500, 1000)).isEqualTo(expected);
    assertThat(drawn(7, 999, 1000)).isEqualTo(expected);
  }

  @Test
  void anotherSeedChoosesOtherPlaces() {
    assertThat(drawn(8, 1000)).isNotEqualTo(drawn(7, 1000));
  }

  @Test
  void fewPlacesAreAllTaken() {
    assertThat(drawn(7, 3)).containsExactly(0, 1, 2);
    assertThat(drawn(7)).isEmpty();
  }

  @Test
  void kindsAreDrawnApart() {
    Sample sample = new Sample(7, 2);
    for (int place = 0; place < 100; place++) {
      sample.offer(QuestionKind.NO_DATA, place);
      sample.offer(QuestionKind.NAME_ERROR, place);
    }
    assertThat(sample.places(QuestionKind.NO_DATA)).hasSize(2);
    assertThat(sample.places(QuestionKind.NAME_ERROR))
        .hasSize(2)
        .isNotEqualTo(sample.places(QuestionKind.NO_DATA));
    assertThat(sample.places(QuestionKind.WILDCARD)).isEmpty();
  }
}
