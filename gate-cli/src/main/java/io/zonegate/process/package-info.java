/** Programs that are run without a shell, in bounded time, with bounded output. */
package io.zonegate.process;
