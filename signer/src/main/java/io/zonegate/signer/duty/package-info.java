/** Which keys of the zone sign which RRsets. */
package io.zonegate.signer.duty;
