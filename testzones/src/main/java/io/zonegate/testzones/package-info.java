/** All cases of testzones, whatever they are from. */
package io.zonegate.testzones;
