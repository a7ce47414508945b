/** Outside verifiers: how they are called, what they are given, what they say. */
package io.zonegate.opinion;
