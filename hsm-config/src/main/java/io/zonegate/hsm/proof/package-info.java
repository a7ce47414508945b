/** The proof of the tokens: that every token holds exactly the keys that the zone shows. */
package io.zonegate.hsm.proof;
