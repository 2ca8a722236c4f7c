package dev.postern.analyst.situation.english;

/** Section E of the catalogue: the gap. */
final class Outside {
    static final String WORDS = """
            PUBLIC_CONTACT
            Public address seen inside
            A packet to or from the internet was seen where private addresses are used: there may be a way out.
            Look at whether anything answered. A laptop that looks for its updates would explain an unanswered try; an answer means that the \
            gap is open.

            FIRST_PATH
            First path between zones
            Two parts of the network that had nothing to do with each other now talk.
            A changed firewall rule, a new route or a host with two network cards would explain it; find where they meet.

            SECOND_WAY
            Second way between networks
            A box beside the known router carries packets between networks: rules that the known one keeps do not hold there.
            Find the box by its hardware address and the switch port; a planned stand-by router would explain it.

            TWO_PLACES
            One machine on two segments
            A machine with a leg in each of two networks joins them, whatever the firewall between them says.
            Look at its cables and cards; a laptop that is carried to and fro looks alike.

            NEW_NAME
            Unusual name asked
            A device asked for a name it never asked for.
            An update or new software would explain it; look at whose name it is.

            HIDDEN_MACHINES
            Wireless, cellular, or machines behind one address
            A device brings a network of its own with it, or hides one behind its address.
            Find it by its hardware address; ask who put it there and what is behind it.

            TUNNEL
            Remote access or tunnel
            Somebody elsewhere may sit at a machine inside, or something inside talks with the outside where it is not seen.
            Ask the owner of the machine; look for the program, and at who is at the other end.

            NAME_TUNNEL
            Names carry information
            The names asked for under one domain say more than names have to say: a tunnel through the resolvers, which pass it on even \
            where no other way out exists.
            Look at the names. Reputation look-ups of a virus scanner carry hashes in the same way; whose domain it is tells them apart.

            GUEST
            Visitor
            A device came, dealt with the plant, and left; where it was before is not known.
            Compare with the visitors' book and the work orders of that day.

            CARRIED_IN
            Something was carried in
            A host that was there all along suddenly does what it never did, and nothing came to it over the network: a stick, perhaps.
            Ask who was at the machine at that hour; look at what was plugged in.

            BEACON
            Calls at regular intervals
            A contact that is new keeps a beat that no person keeps: a program reports to somebody and waits for orders.
            Updates, licence checks and monitoring call like this as well; look at whose the other end is and who installed the program.

            VISITOR
            Comes rarely but again and again
            Visits so far apart that each of them looks like chance, and together do not.
            A monthly job would explain it; look at what is done on each visit and who set it up.

            VOLUME
            Unusual amount of data
            More or less data passed than ever before in this conversation.
            A backup or a new report would explain more; look at the direction and what protocol carried it.

            DRIFT
            Slow, lasting change
            Each hour or day by itself is nothing special; together they are: data that drips out, a task that grows, a device that fails.
            Compare with what was changed when it began; look at which peer and protocol carry the difference.

            ONE_WAY_BROKEN
            One-way path answers
            A packet came back on a way that until now carried packets in one direction only.
            A diode or an outward-only rule should not let this pass: look at the device between the two networks; a mirror port that shows \
            both directions only since then would look the same.

            POLICY
            Policy of a conduit broken
            Something passed between two zones that the policy of their conduit does not allow: the rule is not enforced, or not right.
            Look at the firewall between the zones, and at who began; if it is as it should be, allow it in the policy.
            """;

    private Outside() {}
}
