/** Files that are written whole and outlive a loss of power, and turns that one process has. */
package io.zonegate.file;
