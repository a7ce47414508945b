/** The keys of a zone: their roles, what is known of them, and the file that holds that. */
package io.zonegate.hsm.key;
