/** Files that appear whole or not at all. */
package io.zonegate.hsm.file;
