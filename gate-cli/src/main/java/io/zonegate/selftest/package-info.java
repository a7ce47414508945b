/** The cases of testzones, judged as a user's zone is, and held against what each demands. */
package io.zonegate.selftest;
