/**
 * Zone transfers: one that comes in and is judged ({@link io.zonegate.transfer.ZoneTransfer}), and
 * the server that gives zones to the name servers of a stage ({@link
 * io.zonegate.transfer.TransferServer}). It decides nothing and does not know who calls it.
 */
package io.zonegate.transfer;
