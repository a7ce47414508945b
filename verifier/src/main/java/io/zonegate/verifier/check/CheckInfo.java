package io.zonegate.verifier.check;

import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.Severity;
import io.zonegate.verifier.verdict.Strictness;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What the catalogue says of a check, declared on its class; see {@link
 * io.zonegate.verifier.verdict.CheckDescription} for the fields.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface CheckInfo {
  /** Stable id. */
  String id();

  /** One line without a full stop. */
  String title();

  /** Chapter. */
  CheckGroup group();

  /** Severity of its findings. */
  Severity severity() default Severity.BLOCK;

  /** Whether a policy may switch it off. */
  boolean suppressible() default true;

  /** Why it may block what a resolver accepts. */
  Strictness strictness() default Strictness.AS_A_RESOLVER;

  /** RFC sections, or the outage it rests on. */
  String citation();

  /** What it counts, in the plural. */
  String examines();

  /** What it means and why it matters. */
  String explanation();

  /** What to do about a finding. */
  String remedy();
}
