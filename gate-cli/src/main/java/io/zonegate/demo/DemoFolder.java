package io.zonegate.demo;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.stream.Stream;

/**
 * The demo's work folder. It has a mark of its own, so that nothing else is ever deleted.
 *
 * @param path the folder, absolute
 */
public record DemoFolder(Path path) {
  private static final String MARK = ".zonegate-demo";

  /** Makes the path absolute. */
  public DemoFolder {
    path = path.toAbsolutePath().normalize();
  }

  /**
   * Makes the folder, empty. One of an earlier demo is deleted first.
   *
   * @throws IOException if something else is there
   */
  public void create() throws IOException {
    if (!isEmptyFolder()) {
      delete();
    }
    Files.createDirectories(path);
    Files.createFile(path.resolve(MARK));
    for (String folder : new String[] {"signed", "live", "reports"}) {
      Files.createDirectories(path.resolve(folder));
    }
  }

  /**
   * Deletes the folder of an earlier demo; does nothing if there is none.
   *
   * @return whether there was one
   * @throws IOException if the folder is not a demo's, or cannot be deleted
   */
  public boolean delete() throws IOException {
    if (!Files.exists(path)) {
      return false;
    }
    if (!Files.exists(path.resolve(MARK))) {
      throw new IOException(path + " is there and is not the folder of a demo; name another one");
    }
    Files.walkFileTree(
        path,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
          }
        });
    return true;
  }

  private boolean isEmptyFolder() throws IOException {
    if (!Files.isDirectory(path)) {
      return false;
    }
    try (Stream<Path> content = Files.list(path)) {
      return content.findAny().isEmpty();
    }
  }

  /** A file in the folder. */
  public Path file(String name) {
    return path.resolve(name);
  }
}
