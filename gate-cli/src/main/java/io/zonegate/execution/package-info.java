/** Other programs, run without a shell, with bounded time and output. */
package io.zonegate.execution;
