package dev.postern.analyst.situation.english;

/** Section A of the catalogue: new and changed. */
final class Changes {
    static final String WORDS = """
            NEW_DEVICE
            New device
            Something was plugged in or switched on that was not part of the pattern until now.
            Ask whether a device was added or replaced; look at what it says about itself and at its switch port.

            RETURNED
            Back after a long absence
            A device or a contact that was long gone is here again: a spare, a seasonal job, or a forgotten way in.
            Look at what it did when it was last here and who brought it back; hardware that sat on a shelf misses updates.

            NEW_CONVERSATION
            New conversation
            Two devices that never talked to each other now do.
            A change of configuration or a new task would explain it; look at what was said in it.

            NEW_SERVICE
            New service
            A service is offered or used that was not part of the pattern.
            An installation or update on the server would explain it.

            NEW_OPERATION
            New command or object
            A command, object or unit was used that this conversation never used.
            A new screen, recipe or maintenance step would explain it; compare with the other clients of the same device.

            BREADTH
            Several habits broken together
            None of the changes alone says much; together they are rare.
            Look at what changed in the device just before: a user, a program, an update.

            HARDWARE_CHANGED
            Hardware address changed
            A replaced network card, a fail-over to a standby, or the beginning of an address takeover.
            If the former hardware address stays silent from now on it was a replacement or fail-over; if it goes on speaking for the same \
            address, somebody has taken the address.

            SECOND_SERVER
            Second server of the network's own services
            Who hands out addresses, names or routes decides where traffic goes; a second one can lead devices through itself.
            A planned standby or replacement would explain it; find the device by its hardware address and ask who connected it.

            DEVICE_REPLACED
            Model, firmware or serial number changed
            The device is another, or runs another software, than for all the time before: replaced, updated, or somebody pretends to be it.
            A work order for a replacement or an update would explain it; compare the serial number with the device itself.

            IDENTITY_CHANGED
            Name or identity changed
            A device says something else about itself than before: reinstalled, replaced, or pretending.
            Compare serial number and hardware address with the inventory.

            SILENT
            Fell silent
            A device or conversation that always spoke no longer does: stopped, disconnected, or blocked.
            Check whether the device is powered and reachable, and what else went silent at the same time.

            PATH_CHANGED
            Network path changed
            The way between two devices is longer, shorter or in another VLAN than it was.
            Work on switches or routers would explain it; otherwise something new stands in between.

            ACCOUNT
            Account out of its habit
            A person's account was used from a host, on a host, over a service or at an hour that is not its habit.
            Ask the person. Shift changes, a new workplace or standing in for a colleague would explain it.
            """;

    private Changes() {}
}
