/** Text from outside that people are to read: escaped, or refused. */
package io.zonegate.text;
