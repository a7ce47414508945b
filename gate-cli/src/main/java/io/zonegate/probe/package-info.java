/** What name servers really serve, held against what was judged. */
package io.zonegate.probe;
