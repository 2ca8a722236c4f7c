/**
 * FOUNDATION Fieldbus High Speed Ethernet: FF-588 (HSE field device access agent), message header and trailer; FF-589 (system management), FF-875
 * (FMS) services by number. IEC 61158-6-5.
 */
package dev.postern.wire.ot.hse;
