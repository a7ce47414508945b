/** Drives the releases of a zone through its stages, and what people may say to that. */
package io.zonegate.rollout;
