/** Unsigned zones of any size and shape by seed, written as a stream. */
package io.zonegate.testzones.make;
