/**
 * The file {@code hsm.toml}: which tokens there are and how sessions are used. Every error has its
 * place in the file.
 */
package io.zonegate.hsm.config;
