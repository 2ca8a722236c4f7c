package dev.postern.analyst.situation.english;

/** Section B of the catalogue: engineering and control. */
final class Control {
    static final String WORDS = """
            DOWNLOAD
            Program download
            The program that runs the process was changed, or somebody tried.
            A work order for this controller at this time would explain it. Compare the blocks in the controller with the archived project; \
            ask the owner of the station.

            PROGRAM_CHANGED
            Program changed out of sight
            The controller says that its program is another one, and no download was seen: it was changed at the device itself, or by a way \
            that is not watched.
            Ask who was at the controller with a cable or a memory card. Compare its program with the archived project, and look for a way \
            to it that passes by the mirror port.

            UPLOAD
            Program or project read
            The logic was read out of a controller: a backup, or preparation for changing it.
            A backup job or an engineer at work would explain it; a station that never did so would not.

            STATE_CHANGED
            Controller stopped, started or reset
            The controller stopped, restarted or was told to; while it does not run, the process is not controlled.
            Ask the operator whether the line stood still and who ordered it; look for a download just before or after.

            MODE_CHANGED
            Operating mode changed
            The mode decides whether the program can be changed and outputs are driven.
            Check the key switch and the work order; look for a download that follows.

            FIRMWARE
            Firmware update
            The software beneath the program was replaced, or somebody tried; that survives a new download.
            Compare version and checksum with the vendor's; a planned update would explain it.

            NEW_ENGINEER
            Engineering from a new station
            A station that never did engineering on this controller now does.
            A new engineering laptop or a replaced station would explain it; ask whose it is.

            SAFETY_ENGINEERING
            Engineering of a safety controller
            Somebody works on the controller that shuts the plant down when all else fails; changed, it may do nothing, or stop a healthy \
            plant.
            Only work that was announced would explain it. Check the key switch, and compare the program with the archived one.

            NEW_WRITER
            New master writes to a controller
            A device that never wrote to this controller changes values in it.
            A new HMI or a changed configuration would explain it; look at which points were written and with what.

            NEW_MASTER
            New master of a controller
            A station that never asked this device now does; whoever may ask may soon command.
            A new HMI, a stand-by that took over or a monitoring tool would explain it; ask who put the station there and what it is for.

            NEW_WRITE
            Write outside the habit
            A value was written that this conversation never wrote.
            Compare with the operator's log; a new recipe or screen would explain it.

            BLIND_WRITER
            Commands from a station that never looked
            A station commands a controller that it has never read anything from: operating stations look before they act, scripts need not.
            A gateway that only passes setpoints on would explain it; find out what the station is and whether the values suit the process.

            WRITE_OUT_OF_RANGE
            Value written outside its range
            A value was written that this station never wrote there: the process follows it.
            Ask the operator who set it and why; compare with the limits of the process. A new recipe or a trial would explain it.

            CREEP
            Set point creeps
            A set point is moved one way, step after step, where it used to be set back and forth, or steps of one kind or records pile up among what others set: each passes, their sum may harm the process.
            Compare with the limits of the process and ask every shift who set it; a process that is run up, or a season, would explain it.

            TOGGLED
            A point switched to and fro by a station that never looked
            A station that has never read anything from the controller set a point to one value and to another within milliseconds. No finger and no process does that: \
            a program does, one that pulls at what it does not know or wears it out.
            Find out which program runs on the station, and what the point switches.

            COMMAND_FLOOD
            Many commands in a row
            One station switches more points one way, or back and forth, in a row than ever: a script or a list at work, where people switch one by one.
            Ask whether a switching programme was announced and who sits at the station; look at what is off now.

            UNSELECTED
            Operated without a selection
            A control was operated at once where this client always selected first: another program speaks, or somebody replays.
            Ask the operator whether this was a command of the control room; compare the time with its log.

            CLOCK_SET
            Clock set
            A device's clock was set; wrong time spoils logs and interlocks that depend on it.
            Compare the device's time with the plant's; a time server at work would explain it.

            WRONG_TIME
            Wrong time told
            A station set a clock, or a time server answered, with a time that it is not: events are recorded under it, certificates expire, and what goes by the clock happens when it should not.
            Compare with a clock that you trust. A receiver that lost its satellites or a dead battery would explain it; ask who set the time at its source.

            PROTECTION
            Protection changed
            Password, protection level, lock or ownership of a controller was changed or tried.
            An engineer who opens or leaves a session would explain it; repeated refusals would not.

            ALARMS_SILENCED
            Reports of events switched off
            The station was told not to report by itself any more: the control room learns of events only when it asks.
            A master that starts does this for a moment; look for reports being switched on again after it.

            ALARMS_ACKNOWLEDGED
            Alarms acknowledged
            What is acknowledged leaves the list of what operators have to look at, looked at or not.
            Ask who acknowledged them, and whether anybody saw them; an upset that brought all of them at once would explain it.

            ALARM_OFF
            Alarm switched off
            A point no longer raises its alarm, or it is shelved or suppressed: the process may leave its limits and nobody is told.
            Shelving during maintenance would explain it; look for the alarm being switched on again, and at what the point does meanwhile.

            ALERTS_REDIRECTED
            Who is told of alarms changed
            The list of those whom alarms are sent to, their priority or the class of a point was written: alarms may go to nobody, or to somebody else.
            A new workstation for operators would explain it; compare the recipients with the ones before.

            OUTPUTS_OFF
            Outputs switched off
            All outputs of a controller were switched off or set to zero at once, while its program may run on; or a controller told what drives its outputs that it idles.
            Ask the operator whether the line stood still and who ordered it; commissioning would explain it.

            FORCED
            Values forced
            Inputs or outputs were held at a value whatever the program or the process says.
            Commissioning or a repair would explain it; look for the release that should follow, and at which points are held.

            TEST_FLAG
            Test or simulation flag set
            Messages of a substation are marked as a test or a simulation: devices in test mode act on them, the others may ignore the real \
            ones.
            A protection test would explain it; ask who tests, and whether the real publisher still speaks.

            REVISION_CHANGED
            Publication configured in another way
            A device of a substation publishes or reports with another revision or data set than before: it was configured anew, or somebody else \
            speaks in its name. Who listens may take the values for others, or ignore them.
            New settings from an engineering tool would explain it; compare the revision with the project file, and look for who wrote it.

            NUMBERS_BROKEN
            State or sequence numbers out of order
            Two senders speak for one publisher, or what was recorded is sent again: protection may act on values that nobody measured.
            Look at whether the frames come from one switch port; a doubled mirror port or a redundant network would repeat each number, a \
            restart goes back once.

            SECOND_SOURCE
            Values told by a second source
            What one device told a broker is told by another as well while the first goes on: who takes them cannot tell whose they are, and may act on values that nobody measured.
            A second gateway for the same devices or a test would explain it; compare what both tell, and ask who set the second one up.

            ADDRESS_SET
            Name, address or network settings set
            A device was given another name, address or other settings by what manages the network, or told to blink: its controller may lose it, or its traffic goes another way.
            Commissioning, a replacement or work on the network would explain it; check what was set, and that its controller still reaches the device.

            FILE_TO_CONTROLLER
            File moved to or from a controller
            A file was written to a controller.
            A recipe, configuration or firmware file may be expected; look at its name and size.

            DEVICE_SILENCED
            Communication of a device switched
            The device was told to listen only, to restart its communication or to forget its counters.
            A technician at work would explain it; check whether the device still answers.

            MEMORY
            Memory of a device read or written
            Not a value or a block but the memory itself was read or written by its address, which no screen does: a debugger, or somebody who looks for secrets or changes what \
            the device executes.
            A technician of the vendor at work would explain it; look at the addresses, and at what the device does since.
            """;

    private Control() {}
}
