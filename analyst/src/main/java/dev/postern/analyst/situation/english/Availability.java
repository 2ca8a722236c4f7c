package dev.postern.analyst.situation.english;

/** Section F of the catalogue: availability; and of announced work, and of what Postern itself does not see. */
final class Availability {
    static final String WORDS = """
            FLOOD
            Unusual load
            More messages or connections than ever: a flood, a loop, or a program that retries.
            Look at whether the server still answers as fast as before.

            HALF_OPEN
            Half-open storm
            A server is asked for connections that nobody begins, until it has no room for those who need it.
            Check whether the server still answers its clients; addresses that ask for connections and do not exist are forged, and their frames come from one port of a switch.

            AMPLIFIED
            Answers that nobody asked for
            Somebody asks in the name of a host, which gets all the answers: many times what was sent, from servers that do nothing wrong.
            Look for who really asks, by the hardware address of the questions if they can be seen; a mirror that shows one direction of a new segment would look the same.

            STORM
            Broadcast or multicast storm
            Frames to everybody have to be read by everybody: in a storm small controllers stop answering. A loop, a failing card or a flood \
            does this.
            Find who sends most of them and look at the counters of its switch port; a new stream of pictures or a start of many devices \
            after a power cut would explain a small one.

            LOOP
            Frames go round in a loop
            The same frame comes again and again: two ways are closed to a ring and nothing opens it, so every broadcast multiplies until \
            the network is full.
            Look for a cable that was plugged in last, and at whether the spanning tree or the manager of the ring still works.

            SWITCH_OVER
            Redundancy switched over
            A bridge, a ring or a pair of routers says that its ways have changed: a cable, a switch or a router failed or came back, or \
            somebody takes part who should not. The next failure may find no other way.
            Look at which link or device is missing, and who says so; work on the network would explain it.

            GATEWAY_QUIET
            Gateway quiet with all behind it
            One box fails, or is taken away or jammed, and everything that is reached through it can be neither seen nor controlled.
            Check the box, its power and both its sides, before the stations behind it; a restart or an update of it would explain it.

            JOB_MISSED
            Job did not come as always
            A backup, report, replication or poll that always came at this time did not: it is broken, or somebody stopped it before something else.
            Look at the log of the program that does it, and at whether its partner answers. A day off or a changed schedule would explain it.

            ONE_DIRECTION
            One direction missing
            The mirror port no longer shows what these devices send. Their commands and answers are not judged, and nothing that they do is known, until it does.
            Look at the mirror session of the switch: both directions of its source ports, and all of them. A change there would explain it; ask who made it.

            ANNOUNCED_DONE
            Announced work done
            Work that somebody had announced took place.
            Compare what was done with what was announced.

            ANNOUNCED_MISSING
            Announced work did not happen
            Work was announced, and nothing of it was seen: put off, done elsewhere, or the announcement was a cover.
            Ask whoever announced it; a mirror port that does not show the station would look the same.
            """;

    private Availability() {}
}
