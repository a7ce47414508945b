/** {@code zonegate demo}: the whole way of a zone, and the .de fault of 5 May 2026 on it. */
package io.zonegate.demo;
