package io.zonegate.verifier.drill;

import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Zone;

/** A question of the drill. */
public final class Question {
  private final QuestionKind kind;
  private final int owner;
  private final KeyedName name;
  private final int type;

  Question(QuestionKind kind, int owner, KeyedName name, int type) {
    this.kind = kind;
    this.owner = owner;
    this.name = name;
    this.type = type;
  }

  /** The kind of answer that it draws. */
  public QuestionKind kind() {
    return kind;
  }

  /** The owner that it was made from: the name itself, or one beside or below it. */
  public int owner() {
    return owner;
  }

  /** The type asked for. */
  public int type() {
    return type;
  }

  KeyedName name() {
    return name;
  }

  /** Name and type in presentation form. */
  @Override
  public String toString() {
    return Zone.keyName(name.key(), 0, name.length()) + " " + RecordType.mnemonic(type);
  }
}
