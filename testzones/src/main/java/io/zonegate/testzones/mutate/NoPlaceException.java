package io.zonegate.testzones.mutate;

/** The zone has nothing that such a change could be made to. */
public final class NoPlaceException extends Exception {
  private static final long serialVersionUID = 1L;

  NoPlaceException(String wanted) {
    super("the zone has no " + wanted);
  }
}
