package io.zonegate.verifier.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.verifier.verdict.CheckDescription;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The written list of checks against the classes that exist. */
class CatalogueTest {
  private static Set<Class<?>> annotatedClasses()
      throws IOException, URISyntaxException, ClassNotFoundException {
    Path root =
        Path.of(Catalogue.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Set<Class<?>> found = new TreeSet<>(Comparator.comparing(Class::getName));
    try (Stream<Path> files = Files.walk(root.resolve("io/zonegate/verifier"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
        String name = root.relativize(file).toString().replace('/', '.');
        Class<?> type =
            Class.forName(
                name.substring(0, name.length() - 6), false, Catalogue.class.getClassLoader());
        if (type.isAnnotationPresent(CheckInfo.class)) {
          found.add(type);
        }
      }
    }
    return found;
  }

  @Test
  void everyClassWithCheckInfoIsListedOnceAndNoOther() throws Exception {
    List<Class<?>> listed =
        Catalogue.CHECKS.stream()
            .<Class<?>>map(Object::getClass)
            .sorted(Comparator.comparing(Class::getName))
            .toList();

    assertThat(listed)
        .hasSizeGreaterThanOrEqualTo(26)
        .containsExactlyElementsOf(annotatedClasses());
  }

  @Test
  void everyConcreteCheckBearsCheckInfo() throws Exception {
    assertThat(annotatedClasses()).allMatch(Check.class::isAssignableFrom);
    assertThat(Catalogue.CHECKS).allSatisfy(c -> assertThat(c.description()).isNotNull());
  }

  @Test
  void idsAreUnique() {
    assertThat(Catalogue.descriptions()).extracting(CheckDescription::id).doesNotHaveDuplicates();
  }

  @Test
  void listIsInTheOrderOfItsChapters() {
    List<CheckDescription> descriptions = Catalogue.descriptions();
    assertThat(descriptions).isSortedAccordingTo(Comparator.comparing(CheckDescription::group));
  }

  @Test
  void theFiveThatCannotBeSuppressedAreTheseFive() {
    assertThat(Catalogue.descriptions().stream().filter(d -> !d.suppressible()))
        .extracting(CheckDescription::id)
        .containsExactlyInAnyOrder(
            "DS-CHAIN", "DS-MATCH", "ZONE-SIGNED", "SIG-VERIFY", "ZONE-READ");
  }
}
