/** Outages of the past and false alarms, each as zones that can be judged again. */
package io.zonegate.testzones.incident;
