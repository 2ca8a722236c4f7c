package dev.postern.analyst.situation.english;

/** Section C of the catalogue: validity and process. */
final class Validity {
    static final String WORDS = """
            PROTOCOL_BROKEN
            Protocol rule broken
            Bytes that no correct implementation sends: a faulty device, an unknown dialect, or an attempt at exploiting.
            Look at the packet; a device that always did so would explain it.

            REFUSALS
            Refusals rise
            More requests are refused than usual: wrong configuration, or somebody tries what is there.
            Look at which requests were refused and whether they walk through addresses.

            OVERLAP
            Packets that contradict each other
            Bytes were sent a second time with another content, or in pieces so small that filters cannot read them: whoever checks may see \
            something else than the receiver does. Somebody tries to hide what he sends, or injects it.
            Look at both versions in the packets. A stack that never did this does not begin by itself; a box in between that rewrites \
            contents would, and so would a broken network card.

            RHYTHM
            Poll cycle changed
            The rhythm of polling is not what it was: load, a second poller, or something in between.
            Look at the client's load and at whether answers come later as well.

            LATENCY
            Answers take another time
            A server answers slower or faster than it did: load, another path, or something that stands between and passes on.
            Look at whether all clients of the server see it and whether its hardware address or distance changed at the same time.

            PHASE
            Phase of activity never seen
            For three quarters of an hour a device has been as busy, or as quiet, as in none of the phases that it is known in: shift, batch, standstill.
            A trial, cleaning or maintenance would explain it; if it comes again it is known.

            ORDER
            Order of commands never seen
            Known commands come in an order that this conversation never had: another program asks, or somebody by hand.
            Look at what was asked least expectedly; a changed screen or driver would stay, a person would stop.

            VALUE_WALKS
            Value walks away slowly
            Over months a value has left the range that it kept in its first quarter of a year, and the same value of other devices has not: no step of it \
            was large enough to be seen.
            Compare it with the process and with its set point. A sensor that fouls or drifts, wear, or another way of working at this device alone would \
            explain it.

            VALUE_UNUSUAL
            Process value unusual
            A value left its range, jumped as it never did, or stands still: the process, its sensor, or somebody who shows another value.
            Compare with the operator's log and with values that depend on this one; a fault or a maintenance of the sensor would explain \
            it.

            WRITE_UNHEEDED
            Value and its write disagree
            A write was confirmed, and the point goes on reading as before, though it always followed: the controller does not do what it is \
            told, or what is read is not what is there.
            Look at the value in the controller itself. A switch to local or manual, or a lock in the program, would explain it; somebody \
            who shows old values would as well.

            RELATION_LOST
            Two values no longer move together
            Two values of one device kept a relation for days and have lost it: a sensor drifts or fails, the process works another way, or one \
            of them is not what is measured.
            Compare both with the process. Another mode of working or a calibration would explain it; look at who wrote to the device before.

            TRIP_UNEXPLAINED
            Switch acts without a measured reason
            A switch acted and what is measured followed, though nothing measured called for it: a trip that somebody forged, or samples that \
            somebody forged to make protection trip.
            Ask control room and station whether somebody switched there, and read the fault record of the relay. A trip by what is not \
            measured here, such as a gas relay or a signal from the other end of the line, would explain it.

            FOREIGN_PROTOCOL
            A protocol on the port of another
            What is spoken there is not what the port is for: something hides behind a port that rules let through.
            A service that was moved would explain it; look at which program listens there.

            DEVICE_TROUBLE
            Device reports trouble
            The device itself says what it did not say before: a fault, a restart, lost events, a point without a valid value. Failing hardware \
            and cables do this, and so do overload and whoever stops or starves a device.
            Read its own diagnosis, and look at what was sent to it in the minutes before; a repair or a power cut would explain it.

            LOSSES
            Connections disturbed
            Packets are sent again or connections reset more often than before: a bad cable or port, overload, or interference.
            Look at the error counters of the switch ports, and at whether others on the same way see it too.
            """;

    private Validity() {}
}
