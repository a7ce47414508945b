/**
 * What people are told: how urgent events are, when the live zone is too old, and how events get to
 * those who must hear of them.
 */
package io.zonegate.alarm;
