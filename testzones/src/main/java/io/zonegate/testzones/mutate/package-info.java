/** Faults and valid changes that can be put at a random place of any signed zone. */
package io.zonegate.testzones.mutate;
