package dev.postern.analyst.situation;

import java.util.List;

/**
 * The situations Postern knows by name: what each is called, which ATT&CK technique it may be, how much it matters, what it may mean and
 * what would tell. Codes are those of the catalogue in the design pages.
 */
public enum Situation {
    NEW_DEVICE(
            "A1",
            "New device",
            2,
            false,
            List.of("T0864"),
            "Something was plugged in or switched on that was not part of the pattern until now.",
            "Ask whether a device was added or replaced; look at what it says about itself and at its switch port."),
    RETURNED(
            "A2",
            "Back after a long absence",
            2,
            false,
            List.of("T0864"),
            "A device or a contact that was long gone is here again: a spare, a seasonal job, or a forgotten way in.",
            "Look at what it did when it was last here and who brought it back; hardware that sat on a shelf misses updates."),
    NEW_CONVERSATION(
            "A3",
            "New conversation",
            2,
            false,
            List.of("T0886"),
            "Two devices that never talked to each other now do.",
            "A change of configuration or a new task would explain it; look at what was said in it."),
    NEW_SERVICE(
            "A4",
            "New service",
            2,
            false,
            List.of("T0885"),
            "A service is offered or used that was not part of the pattern.",
            "An installation or update on the server would explain it."),
    NEW_OPERATION(
            "A5",
            "New command or object",
            2,
            false,
            List.of("T0855"),
            "A command, object or unit was used that this conversation never used.",
            "A new screen, recipe or maintenance step would explain it; compare with the other clients of the same device."),
    HARDWARE_CHANGED(
            "A6",
            "Hardware address changed",
            4,
            true,
            List.of("T0830"),
            "A replaced network card, a fail-over to a standby, or the beginning of an address takeover.",
            "If the former hardware address stays silent from now on it was a replacement or fail-over; if it goes on speaking for"
                    + " the same address, somebody has taken the address."),
    SECOND_SERVER(
            "A7",
            "Second server of the network's own services",
            10,
            true,
            List.of("T0830", "T0860"),
            "Who hands out addresses, names or routes decides where traffic goes; a second one can lead devices through itself.",
            "A planned standby or replacement would explain it; find the device by its hardware address and ask who connected it."),
    IDENTITY_CHANGED(
            "A9",
            "Name or identity changed",
            2,
            false,
            List.of("T0864"),
            "A device says something else about itself than before: reinstalled, replaced, or pretending.",
            "Compare serial number and hardware address with the inventory."),
    SILENT(
            "A10",
            "Fell silent",
            4,
            false,
            List.of("T0804", "T0826"),
            "A device or conversation that always spoke no longer does: stopped, disconnected, or blocked.",
            "Check whether the device is powered and reachable, and what else went silent at the same time."),
    PATH_CHANGED(
            "A11",
            "Network path changed",
            2,
            false,
            List.of("T0830"),
            "The way between two devices is longer, shorter or in another VLAN than it was.",
            "Work on switches or routers would explain it; otherwise something new stands in between."),
    ACCOUNT(
            "A12",
            "Account out of its habit",
            2,
            false,
            List.of("T0859"),
            "A person's account was used from a host, on a host, over a service or at an hour that is not its habit.",
            "Ask the person. Shift changes, a new workplace or standing in for a colleague would explain it."),
    DOWNLOAD(
            "B1",
            "Program download",
            20,
            true,
            List.of("T0843", "T0889"),
            "The program that runs the process was changed, or somebody tried.",
            "A work order for this controller at this time would explain it. Compare the blocks in the controller with the archived project;"
                    + " ask the owner of the station."),
    UPLOAD(
            "B2",
            "Program or project read",
            4,
            false,
            List.of("T0845"),
            "The logic was read out of a controller: a backup, or preparation for changing it.",
            "A backup job or an engineer at work would explain it; a station that never did so would not."),
    STATE_CHANGED(
            "B3",
            "Controller stopped, started or reset",
            20,
            true,
            List.of("T0816", "T0858"),
            "The controller stopped, restarted or was told to; while it does not run, the process is not controlled.",
            "Ask the operator whether the line stood still and who ordered it; look for a download just before or after."),
    MODE_CHANGED(
            "B4",
            "Operating mode changed",
            10,
            true,
            List.of("T0858"),
            "The mode decides whether the program can be changed and outputs are driven.",
            "Check the key switch and the work order; look for a download that follows."),
    FIRMWARE(
            "B5",
            "Firmware update",
            20,
            true,
            List.of("T0857", "T0839"),
            "The software beneath the program was replaced, or somebody tried; that survives a new download.",
            "Compare version and checksum with the vendor's; a planned update would explain it."),
    NEW_ENGINEER(
            "B6",
            "Engineering from a new station",
            10,
            true,
            List.of("T0843"),
            "A station that never did engineering on this controller now does.",
            "A new engineering laptop or a replaced station would explain it; ask whose it is."),
    NEW_WRITER(
            "B8",
            "New master writes to a controller",
            10,
            true,
            List.of("T0836", "T0855"),
            "A device that never wrote to this controller changes values in it.",
            "A new HMI or a changed configuration would explain it; look at which points were written and with what."),
    NEW_MASTER(
            "B8",
            "New master of a controller",
            4,
            true,
            List.of("T0848", "T0855"),
            "A station that never asked this device now does; whoever may ask may soon command.",
            "A new HMI, a stand-by that took over or a monitoring tool would explain it; ask who put the station there and what it is for."),
    NEW_WRITE(
            "B8",
            "Write outside the habit",
            4,
            false,
            List.of("T0836", "T0855"),
            "A value was written that this conversation never wrote.",
            "Compare with the operator's log; a new recipe or screen would explain it."),
    BLIND_WRITER(
            "B8",
            "Commands from a station that never looked",
            4,
            false,
            List.of("T0855", "T0836"),
            "A station commands a controller that it has never read anything from: operating stations look before they act, scripts need not.",
            "A gateway that only passes setpoints on would explain it; find out what the station is and whether the values suit the process."),
    WRITE_OUT_OF_RANGE(
            "B8",
            "Value written outside its range",
            10,
            false,
            List.of("T0836", "T0855"),
            "A value was written that this station never wrote there, or in steps that never end: the process follows it.",
            "Ask the operator who set it and why; compare with the limits of the process. A new recipe or a trial would explain it."),
    COMMAND_FLOOD(
            "B10",
            "Unusual amount of commands",
            4,
            false,
            List.of("T0806", "T0803"),
            "More or fewer commands than this conversation ever had: a retry loop, a script, or flooding.",
            "Look at whether the commands repeat one value and whether the controller still answers in time."),
    CLOCK_SET(
            "B12",
            "Clock set",
            4,
            false,
            List.of("T0856"),
            "A device's clock was set; wrong time spoils logs and interlocks that depend on it.",
            "Compare the device's time with the plant's; a time server at work would explain it."),
    PROTECTION(
            "B13",
            "Protection changed",
            10,
            true,
            List.of("T0859", "T0892"),
            "Password, protection level, lock or ownership of a controller was changed or tried.",
            "An engineer who opens or leaves a session would explain it; repeated refusals would not."),
    NUMBERS_BROKEN(
            "B17",
            "State or sequence numbers out of order",
            10,
            false,
            List.of("T0856", "T0830"),
            "Two senders speak for one publisher, or what was recorded is sent again: protection may act on values that nobody measured.",
            "Look at whether the frames come from one switch port; a doubled mirror port or a redundant network would repeat each number, a"
                    + " restart goes back once."),
    FILE_TO_CONTROLLER(
            "B19",
            "File moved to or from a controller",
            4,
            false,
            List.of("T0867"),
            "A file was written to a controller.",
            "A recipe, configuration or firmware file may be expected; look at its name and size."),
    PROTOCOL_BROKEN(
            "C1",
            "Protocol rule broken",
            2,
            false,
            List.of("T0866", "T0814"),
            "Bytes that no correct implementation sends: a faulty device, an unknown dialect, or an attempt at exploiting.",
            "Look at the packet; a device that always did so would explain it."),
    REFUSALS(
            "C2",
            "Refusals rise",
            2,
            false,
            List.of("T0888", "T0855"),
            "More requests are refused than usual: wrong configuration, or somebody tries what is there.",
            "Look at which requests were refused and whether they walk through addresses."),
    RHYTHM(
            "C4",
            "Poll cycle changed",
            4,
            false,
            List.of("T0830", "T0814"),
            "The rhythm of polling is not what it was: load, a second poller, or something in between.",
            "Look at the client's load and at whether answers come later as well."),
    SCAN(
            "D1",
            "Looks at many addresses",
            4,
            false,
            List.of("T0846", "T0840"),
            "A device asks far more others than it ever did: a scan, or a management tool.",
            "A known inventory or monitoring tool would explain it; look at what answered and what was asked next."),
    LOGINS_REFUSED(
            "D3",
            "Logins refused",
            4,
            false,
            List.of("T0859", "T1110"),
            "More logins were refused than a person mistypes: a program with an old password, or somebody who guesses.",
            "Look at the accounts: one and the same points to an old password, many to guessing; look for a login that then succeeded."),
    TAKEOVER(
            "D9",
            "Address takeover",
            20,
            true,
            List.of("T0830"),
            "Traffic for the taken address reaches another device, which can read, drop or change it before passing it on.",
            "Find the switch port of the hardware address. Compare the ARP tables of the victims; compare values in the controller with"
                    + " those on the screens, since they may differ."),
    PUBLIC_CONTACT(
            "E1",
            "Public address seen inside",
            4,
            true,
            List.of("T0883"),
            "A packet to or from the internet was seen where private addresses are used: there may be a way out.",
            "Look at whether anything answered. A laptop that looks for its updates would explain an unanswered try; an answer means that"
                    + " the gap is open."),
    FIRST_PATH(
            "E2",
            "First path between zones",
            4,
            true,
            List.of("T0886"),
            "Two parts of the network that had nothing to do with each other now talk.",
            "A changed firewall rule, a new route or a host with two network cards would explain it; find where they meet."),
    VALUE_UNUSUAL(
            "C7",
            "Process value unusual",
            2,
            false,
            List.of("T0856", "T0832"),
            "A value left its range, jumped as it never did, or stands still: the process, its sensor, or somebody who shows another value.",
            "Compare with the operator's log and with values that depend on this one; a fault or a maintenance of the sensor would explain it."),
    NEW_NAME(
            "E4",
            "Unusual name asked",
            2,
            false,
            List.of("T0883"),
            "A device asked for a name it never asked for.",
            "An update or new software would explain it; look at whose name it is."),
    VOLUME(
            "E10",
            "Unusual amount of data",
            2,
            false,
            List.of("T0882", "T1048"),
            "More or less data passed than ever before in this conversation.",
            "A backup or a new report would explain more; look at the direction and what protocol carried it."),
    NAME_TUNNEL(
            "E6",
            "Names carry information",
            4,
            false,
            List.of("T0869", "T1071.004", "T1048"),
            "The names asked for under one domain say more than names have to say: a tunnel through the resolvers, which pass it on even where"
                    + " no other way out exists.",
            "Look at the names. Reputation look-ups of a virus scanner carry hashes in the same way; whose domain it is tells them apart."),
    BEACON(
            "E9",
            "Calls at regular intervals",
            4,
            false,
            List.of("T0869", "T0885"),
            "A contact that is new keeps a beat that no person keeps: a program reports to somebody and waits for orders.",
            "Updates, licence checks and monitoring call like this as well; look at whose the other end is and who installed the program."),
    VISITOR(
            "E9",
            "Comes rarely but again and again",
            4,
            false,
            List.of("T0869"),
            "Visits so far apart that each of them looks like chance, and together do not.",
            "A monthly job would explain it; look at what is done on each visit and who set it up."),
    ONE_WAY_BROKEN(
            "E11",
            "One-way path answers",
            10,
            true,
            List.of("T0886"),
            "A packet came back on a way that until now carried packets in one direction only.",
            "A diode or an outward-only rule should not let this pass: look at the device between the two networks; a mirror port that"
                    + " shows both directions only since then would look the same."),
    FLOOD(
            "F1",
            "Unusual load",
            4,
            false,
            List.of("T0814"),
            "More messages or connections than ever: a flood, a loop, or a program that retries.",
            "Look at whether the server still answers as fast as before."),
    BREADTH(
            "A5",
            "Several habits broken together",
            4,
            false,
            List.of("T0855"),
            "None of the changes alone says much; together they are rare.",
            "Look at what changed in the device just before: a user, a program, an update."),
    ANNOUNCED_DONE(
            "W1",
            "Announced work done",
            1,
            false,
            List.of(),
            "Work that somebody had announced took place.",
            "Compare what was done with what was announced."),
    ANNOUNCED_MISSING(
            "W2",
            "Announced work did not happen",
            4,
            true,
            List.of(),
            "Work was announced, and nothing of it was seen: put off, done elsewhere, or the announcement was a cover.",
            "Ask whoever announced it; a mirror port that does not show the station would look the same.");

    final String code;
    public final String title;
    public final int consequence;
    public final boolean neverHidden;
    final List<String> techniques;
    public final String meaning;
    public final String check;

    /** Before the home has learned, this alone is a notice: the first of its kind is new by nature. */
    public boolean waitsForLearning() {
        return switch (this) {
            case NEW_WRITER, NEW_ENGINEER, NEW_MASTER, HARDWARE_CHANGED, PROTECTION -> true;
            default -> false;
        };
    }

    Situation(
            String code,
            String title,
            int consequence,
            boolean neverHidden,
            List<String> techniques,
            String meaning,
            String check) {
        this.code = code;
        this.title = title;
        this.consequence = consequence;
        this.neverHidden = neverHidden;
        this.techniques = techniques;
        this.meaning = meaning;
        this.check = check;
    }
}
