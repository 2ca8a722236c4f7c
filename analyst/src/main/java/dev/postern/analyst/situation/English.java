package dev.postern.analyst.situation;

import java.util.Map;

/** The words of all situations in English: the name of its constant, what it is called, what it may mean, what would tell. */
final class English {
    private static final Map<String, Wording> WORDS = Wording.read("""
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

            HARDWARE_CHANGED
            Hardware address changed
            A replaced network card, a fail-over to a standby, or the beginning of an address takeover.
            If the former hardware address stays silent from now on it was a replacement or fail-over; if it goes on speaking for the same \
            address, somebody has taken the address.

            SECOND_SERVER
            Second server of the network's own services
            Who hands out addresses, names or routes decides where traffic goes; a second one can lead devices through itself.
            A planned standby or replacement would explain it; find the device by its hardware address and ask who connected it.

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

            DOWNLOAD
            Program download
            The program that runs the process was changed, or somebody tried.
            A work order for this controller at this time would explain it. Compare the blocks in the controller with the archived project; \
            ask the owner of the station.

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

            TOGGLED
            A point switched to and fro by a station that never looked
            A station that has never read anything from the controller set a point to one value and to another within milliseconds. No finger and no process does that: \
            a program does, one that pulls at what it does not know or wears it out.
            Find out which program runs on the station, and what the point switches.

            WRITE_OUT_OF_RANGE
            Value written outside its range
            A value was written that this station never wrote there: the process follows it.
            Ask the operator who set it and why; compare with the limits of the process. A new recipe or a trial would explain it.

            CREEP
            Set point creeps
            A set point is moved one way, step after step, where it used to be set back and forth, or steps of one kind or records pile up among what others set: each passes, their sum may harm the process.
            Compare with the limits of the process and ask every shift who set it; a process that is run up, or a season, would explain it.

            PHASE
            Phase of activity never seen
            For three quarters of an hour a device has been as busy, or as quiet, as in none of the phases that it is known in: shift, batch, standstill.
            A trial, cleaning or maintenance would explain it; if it comes again it is known.

            COMMAND_FLOOD
            Many commands in a row
            One station switches more points one way, or back and forth, in a row than ever: a script or a list at work, where people switch one by one.
            Ask whether a switching programme was announced and who sits at the station; look at what is off now.

            CLOCK_SET
            Clock set
            A device's clock was set; wrong time spoils logs and interlocks that depend on it.
            Compare the device's time with the plant's; a time server at work would explain it.

            PROTECTION
            Protection changed
            Password, protection level, lock or ownership of a controller was changed or tried.
            An engineer who opens or leaves a session would explain it; repeated refusals would not.

            NUMBERS_BROKEN
            State or sequence numbers out of order
            Two senders speak for one publisher, or what was recorded is sent again: protection may act on values that nobody measured.
            Look at whether the frames come from one switch port; a doubled mirror port or a redundant network would repeat each number, a \
            restart goes back once.

            FILE_TO_CONTROLLER
            File moved to or from a controller
            A file was written to a controller.
            A recipe, configuration or firmware file may be expected; look at its name and size.

            PROTOCOL_BROKEN
            Protocol rule broken
            Bytes that no correct implementation sends: a faulty device, an unknown dialect, or an attempt at exploiting.
            Look at the packet; a device that always did so would explain it.

            OVERLAP
            Packets that contradict each other
            Bytes were sent a second time with another content, or in pieces so small that filters cannot read them: whoever checks may see \
            something else than the receiver does. Somebody tries to hide what he sends, or injects it.
            Look at both versions in the packets. A stack that never did this does not begin by itself; a box in between that rewrites \
            contents would, and so would a broken network card.

            REFUSALS
            Refusals rise
            More requests are refused than usual: wrong configuration, or somebody tries what is there.
            Look at which requests were refused and whether they walk through addresses.

            RHYTHM
            Poll cycle changed
            The rhythm of polling is not what it was: load, a second poller, or something in between.
            Look at the client's load and at whether answers come later as well.

            SCAN
            Looks at many addresses
            A device asks far more others than it ever did: a scan, or a management tool.
            A known inventory or monitoring tool would explain it; look at what answered and what was asked next.

            SWEEP
            Whole network searched
            In one minute a device asked for so many addresses or ports where nobody is that only a tool does it. Who is new in a network begins so; old controllers may stop \
            from it.
            An inventory tool of your own would explain it, and should be announced as work; else find the device, and look at what answered it and what it asked next.

            SLOW_SCAN
            Network searched over days
            A device asks for one absent address or shut port after the other, so slowly that no minute shows it: somebody who has time looks for what there is.
            A list of devices that were scrapped would explain it; look at which program asks, and at what answered it meanwhile.

            POINTS_SOUGHT
            Points tried one after the other
            A device asked a controller for one address after the other that it does not have. Who polls a controller knows its points; who does not know them looks for \
            what can be read and moved.
            A client with a wrong list of points asks the same ones again and again, this one goes on. Find out who runs it, and what it asked that was answered.

            STEALTH_SCAN
            Scan that hides
            Segments with flags that no connection ever has were sent to several ports: closed ports answer them and open ones do not, and many logs never see it. Old \
            controllers may stop working from it.
            Only tools that look for doors send such; find out who runs one there, and from where the host can reach the plant.

            RAW_PACKETS
            Scan by a tool that writes its own packets
            Each packet of one machine came with another hop limit, drawn by lot. No operating system does so: a tool that looks for hosts or doors wrote them itself. Old \
            controllers may stop working from it.
            Find out who runs a scanner there. An inventory by whoever is allowed to take one would explain it, and should be announced.

            LOGINS_REFUSED
            Logins refused
            More logins were refused than a person mistypes: a program with an old password, or somebody who guesses.
            Look at the accounts: one and the same points to an old password, many to guessing; look for a login that then succeeded.

            REMOTE_ADMIN
            Remote administration from a new host
            A host administers a computer that it never administered.
            Ask who works there. A new administration tool or a colleague who stands in would explain it.

            HAND_FROM_AFAR
            Commands while somebody new sits at the screen from afar
            Somebody who is not used to it has a screen or a shell of this computer open from another one, and meanwhile it commands a \
            controller: as an operator does, and perhaps not by him.
            Ask at the screen, by telephone, whether the operator or somebody he knows is switching; if not, end the session and take over by hand.

            SERVICE_RUN
            Service installed or started on a computer from afar
            A service was installed, changed or started over the network: that runs a program with the rights of the system.
            Look at the name of the service and at the file that was copied just before; software distribution does the same, from its own \
            server.

            TASK_SCHEDULED
            Task scheduled on a computer from afar
            A task was set up or run over the network: a program starts now, later or again and again.
            Look at what the task runs, as whom, and who set it up.

            WMI_RUN
            Command run on a computer through WMI
            The management interface of Windows was told to do something, such as to start a program, and not only asked.
            Inventory tools ask and rarely act; find out which tool it is and what process was started.

            OBJECT_CALLED
            Method of an object called on a computer from afar
            A program on another computer, such as its management console or shell, was driven through its automation interface; that starts commands without leaving a service or a task.
            Old OPC wrappers and a few administration tools do so; ask what the station is for and look at what ran on the other side.

            DRIVER
            Printer driver installed from afar
            A printer driver runs with the rights of the system; this way in is known for its misuse.
            Compare with the print server and its drivers; a workstation that installs one on a server is no print job.

            HOST_STATE
            Computer or service told to stop or start
            A computer, or a service on it, was stopped, started or restarted over the network.
            Ask who did it and why; if it belongs to the screens or the historian, ask the operator what is missing.

            LOG_CLEARED
            Event log cleared from afar
            The log that would tell what happened was emptied.
            Nobody needs that in daily work. Save the logs of the neighbours and look at what went before.

            REGISTRY
            Registry of a computer changed or copied from afar
            The settings of a Windows computer were changed or saved over the network; saved hives hold the hashes of passwords.
            Look at the keys. Management software changes its own; SAM, SECURITY and SYSTEM are nobody's business.

            RIGHTS_CHANGED
            Account or rights changed
            An account, its password, its groups or the rights on an object were changed, or somebody tried.
            Compare with the orders of whoever keeps the accounts; look at what the account did next.

            REPLICATION
            Directory replicated by a host that is no domain controller
            Domain controllers hand each other all accounts with the hashes of their passwords. This host is not known as one and asked for \
            them, or offered to be a source.
            Unless it is a new domain controller or a directory synchronisation, all passwords of the domain must be taken for known.

            WEAK_ENCRYPTION
            Only weak encryption asked for
            A ticket was asked for with RC4 as the only encryption: with the hash of a password instead of the password, or to guess the \
            password from the ticket.
            Systems before Windows Vista and some appliances know nothing better; anything else would have offered AES.

            ENCRYPTION_STRUCK
            Ticket asked for with better encryption struck out
            A list of encryption types had entries of a type that there is none of, where strong ones usually stand: what happens when the hash of a \
            password is put in the place of the keys that a computer keeps.
            Ask whoever owns the account whether they logged in there; look at what else that computer did. Change the password.

            TICKETS_COLLECTED
            Tickets of many services collected
            A computer that knows better asked for tickets of several services with weak encryption alone: such a ticket can be taken away, and the password of the \
            service's account guessed from it.
            An old program that is bound to weak encryption asks for one service, not for several in a row; look at what runs there.

            ACCOUNTS_SOUGHT
            Accounts sought whose tickets can be broken
            The directory was searched for all accounts that services run under, or for those that need not prove who they are: whoever wants to guess passwords \
            from tickets begins with that list.
            Tools that review a directory ask the same; find out who ran one, and whether tickets of the accounts were asked for after it.

            DIRECTORY_READ
            Whole directory read
            A host that is no directory itself asked for everything below a domain, without a condition: names, groups and computers of the whole site.
            A backup or a synchronisation does so from its one place; anything else is somebody who wants an overview.

            ACCOUNTS_LISTED
            Accounts, groups or sessions listed from afar
            A computer was asked which accounts and groups it knows, or who is logged in there: what people need rarely, and intruders first.
            Administrators ask so, too; find out who was at that host, and what it did next.

            HOSTS_SWEPT
            Accounts or sessions of many computers listed
            One host asked several computers after the other for their accounts, groups or sessions, so as to find out where somebody with rights is logged in.
            An inventory tool does so from its one place; if there is none, look for the host's way to the controllers.

            STAND_IN
            Another machine speaks as this device
            What was said did not all come from the device: another system has copied its addresses. If it answers, readings and acknowledgements of that time may be made up, and \
            commands may never have arrived; if it asks, it commands under the name of the master.
            Compare what the device itself holds with what was shown at the time. Find the switch port that the packets came from; a pair of redundant devices with different \
            systems would explain it.

            TAKEOVER
            Address takeover
            Traffic for the taken address reaches another device, which can read, drop or change it before passing it on.
            Find the switch port of the hardware address. Compare the ARP tables of the victims; compare values in the controller with those \
            on the screens, since they may differ.

            LEASES_DRAINED
            Leases of addresses used up
            Somebody takes all addresses that a server has to give, so that nobody else gets one, or gets one from a server of his own.
            Find the port of the switch that the questions come from; look for a second server of leases. A new building with its devices, and a pool that is too small, would \
            explain it.

            CARDS_FLOOD
            Flood of hardware addresses
            The table of a switch is filled with addresses that do not exist; a full one sends everything to everybody, and anybody can listen.
            Look at the switch for the port that learned the most addresses; a generator of test traffic would explain it.

            SPANNING_TREE
            Spanning tree disturbed
            Which bridge is root decides the way of all traffic of the segment; a new root can lead it through itself, and each change makes bridges flood what they \
            forward.
            A switch that was added or set up would explain it; find the one with this hardware address, and ask whether its port should speak of spanning trees at all.

            PUBLIC_CONTACT
            Public address seen inside
            A packet to or from the internet was seen where private addresses are used: there may be a way out.
            Look at whether anything answered. A laptop that looks for its updates would explain an unanswered try; an answer means that the \
            gap is open.

            FIRST_PATH
            First path between zones
            Two parts of the network that had nothing to do with each other now talk.
            A changed firewall rule, a new route or a host with two network cards would explain it; find where they meet.

            ORDER
            Order of commands never seen
            Known commands come in an order that this conversation never had: another program asks, or somebody by hand.
            Look at what was asked least expectedly; a changed screen or driver would stay, a person would stop.

            LATENCY
            Answers take another time
            A server answers slower or faster than it did: load, another path, or something that stands between and passes on.
            Look at whether all clients of the server see it and whether its hardware address or distance changed at the same time.

            LOSSES
            Connections disturbed
            Packets are sent again or connections reset more often than before: a bad cable or port, overload, or interference.
            Look at the error counters of the switch ports, and at whether others on the same way see it too.

            SECOND_WAY
            Second way between networks
            A box beside the known router carries packets between networks: rules that the known one keeps do not hold there.
            Find the box by its hardware address and the switch port; a planned stand-by router would explain it.

            TWO_PLACES
            One machine on two segments
            A machine with a leg in each of two networks joins them, whatever the firewall between them says.
            Look at its cables and cards; a laptop that is carried to and fro looks alike.

            HIDDEN_MACHINES
            Wireless, cellular, or machines behind one address
            A device brings a network of its own with it, or hides one behind its address.
            Find it by its hardware address; ask who put it there and what is behind it.

            TUNNEL
            Remote access or tunnel
            Somebody elsewhere may sit at a machine inside, or something inside talks with the outside where it is not seen.
            Ask the owner of the machine; look for the program, and at who is at the other end.

            GUEST
            Visitor
            A device came, dealt with the plant, and left; where it was before is not known.
            Compare with the visitors' book and the work orders of that day.

            CARRIED_IN
            Something was carried in
            A host that was there all along suddenly does what it never did, and nothing came to it over the network: a stick, perhaps.
            Ask who was at the machine at that hour; look at what was plugged in.

            RELAY
            Host passes on what it is told
            Through such a host somebody reaches what he could not reach himself.
            Look for the program that listens there; a gateway for a protocol would explain it.

            POLICY
            Policy of a conduit broken
            Something passed between two zones that the policy of their conduit does not allow: the rule is not enforced, or not right.
            Look at the firewall between the zones, and at who began; if it is as it should be, allow it in the policy.

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

            VALUE_WALKS
            Value walks away slowly
            Over months a value has left the range that it kept in its first quarter of a year, and the same value of other devices has not: no step of it \
            was large enough to be seen.
            Compare it with the process and with its set point. A sensor that fouls or drifts, wear, or another way of working at this device alone would \
            explain it.

            TRIP_UNEXPLAINED
            Switch acts without a measured reason
            A switch acted and what is measured followed, though nothing measured called for it: a trip that somebody forged, or samples that \
            somebody forged to make protection trip.
            Ask control room and station whether somebody switched there, and read the fault record of the relay. A trip by what is not \
            measured here, such as a gas relay or a signal from the other end of the line, would explain it.

            DEVICE_TROUBLE
            Device reports trouble
            The device itself says what it did not say before: a fault, a restart, lost events, a point without a valid value. Failing hardware \
            and cables do this, and so do overload and whoever stops or starves a device.
            Read its own diagnosis, and look at what was sent to it in the minutes before; a repair or a power cut would explain it.

            VALUE_UNUSUAL
            Process value unusual
            A value left its range, jumped as it never did, or stands still: the process, its sensor, or somebody who shows another value.
            Compare with the operator's log and with values that depend on this one; a fault or a maintenance of the sensor would explain \
            it.

            NEW_NAME
            Unusual name asked
            A device asked for a name it never asked for.
            An update or new software would explain it; look at whose name it is.

            VOLUME
            Unusual amount of data
            More or less data passed than ever before in this conversation.
            A backup or a new report would explain more; look at the direction and what protocol carried it.

            DRIFT
            Slow, lasting change
            Each hour or day by itself is nothing special; together they are: data that drips out, a task that grows, a device that fails.
            Compare with what was changed when it began; look at which peer and protocol carry the difference.

            NAMES_POISONED
            Names answered for others
            A host answers for names that are not its own: whoever asked connects to it and hands it a login that can be passed on or guessed at.
            Unplug it and look for the program that answers. A host has one name; an alias, a print server or a relay for another network \
            would explain more of them, and would have answered so all along.

            NAME_TAKEN
            Name that nobody had is answered
            A name that was asked for in vain for days has an answer: something old is looked for, and somebody noticed.
            Ask whether a server with this name was set up or renamed; find out which old setting asks for it.

            LOGIN_TO_POISONER
            Login to a host that answers for others
            An account was handed to a host that answers for names of others; it can be used elsewhere at once, or its password guessed.
            Change the password of the account. Look for logins of the account from the host or to where it never logged in.

            HOST_PATH
            Path over several hosts
            Somebody came to a host as he never did, and soon after this host went on to another where it never went: a way from \
            machine to machine.
            Ask who worked there. A colleague who stands in, or an administrator who mends something, would explain it; look at what was done at the end \
            of the path.

            DATA_READ
            Data read that it never read
            A database, historian or file server was read with operations, or for tables, shares or files, that this reader never used.
            A new report or program would explain it; look at what was asked for and at what the reader does with it.

            DATA_TAKEN
            Unusual amount of data read
            One reader took far more from a store in one day than on any day before: a copy of it, perhaps.
            A backup, a migration or a first full report would explain it; look at where the reader sends it.

            JOB_MISSED
            Job did not come as always
            A backup, report, replication or poll that always came at this time did not: it is broken, or somebody stopped it before something else.
            Look at the log of the program that does it, and at whether its partner answers. A day off or a changed schedule would explain it.

            YEAR_WALK
            Goes one way all year
            Month by month the device sent and got a little more, or less, than before, or took a little longer to answer, and others like it did not: data that \
            drips out, a table that fills up, a part that ages; no single day shows it.
            Look at which peer and protocol carry the difference since a year ago; if it is growth that was meant, say that it is expected.

            NAME_TUNNEL
            Names carry information
            The names asked for under one domain say more than names have to say: a tunnel through the resolvers, which pass it on even \
            where no other way out exists.
            Look at the names. Reputation look-ups of a virus scanner carry hashes in the same way; whose domain it is tells them apart.

            BEACON
            Calls at regular intervals
            A contact that is new keeps a beat that no person keeps: a program reports to somebody and waits for orders.
            Updates, licence checks and monitoring call like this as well; look at whose the other end is and who installed the program.

            VISITOR
            Comes rarely but again and again
            Visits so far apart that each of them looks like chance, and together do not.
            A monthly job would explain it; look at what is done on each visit and who set it up.

            ONE_WAY_BROKEN
            One-way path answers
            A packet came back on a way that until now carried packets in one direction only.
            A diode or an outward-only rule should not let this pass: look at the device between the two networks; a mirror port that shows \
            both directions only since then would look the same.

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

            BREADTH
            Several habits broken together
            None of the changes alone says much; together they are rare.
            Look at what changed in the device just before: a user, a program, an update.

            UNLIKE_PEERS
            Does other work than devices like it
            Day by day the device does something else than its group, which it belonged to for a week and more: it was given another task, taken over, or another stands in for it.
            A work order for another task would explain it; otherwise look at when each of the new things began, and from where somebody reached the device before.

            DEVICE_REPLACED
            Model, firmware or serial number changed
            The device is another, or runs another software, than for all the time before: replaced, updated, or somebody pretends to be it.
            A work order for a replacement or an update would explain it; compare the serial number with the device itself.

            SAFETY_ENGINEERING
            Engineering of a safety controller
            Somebody works on the controller that shuts the plant down when all else fails; changed, it may do nothing, or stop a healthy \
            plant.
            Only work that was announced would explain it. Check the key switch, and compare the program with the archived one.

            UNSELECTED
            Operated without a selection
            A control was operated at once where this client always selected first: another program speaks, or somebody replays.
            Ask the operator whether this was a command of the control room; compare the time with its log.

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
            All outputs of a controller were switched off or set to zero at once, while its program may run on.
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

            ADDRESS_SET
            Name or address set by discovery
            A device was given another name or address, or told to blink, by anybody who shares its network: its controller may lose it.
            Commissioning or a replacement would explain it; check that the controller still reaches the device.

            DEVICE_SILENCED
            Communication of a device switched
            The device was told to listen only, to restart its communication or to forget its counters.
            A technician at work would explain it; check whether the device still answers.

            MEMORY
            Memory of a device read or written
            Not a value or a block but the memory itself was read or written by its address, which no screen does: a debugger, or somebody who looks for secrets or changes what \
            the device executes.
            A technician of the vendor at work would explain it; look at the addresses, and at what the device does since.

            FOREIGN_PROTOCOL
            A protocol on the port of another
            What is spoken there is not what the port is for: something hides behind a port that rules let through.
            A service that was moved would explain it; look at which program listens there.

            IDENTITY_ASKED
            Asks devices who they are
            A station that never did so makes a list of what is there, with models and versions: an inventory tool, or preparation.
            A new management tool would explain it; look at what it asks next.

            PROGRAM_MOVED
            Program moved to a host
            A program was written to a host that never got one: an installation, or a tool that somebody brings along.
            Software distribution would explain it; look at the name, and at what the host does next.

            CONTROLLER_CALLS
            Controller opens a connection
            A controller that only ever answered calls somebody: a new program block, or somebody works through it.
            A new function in the program would explain it; compare the blocks in the controller with the archived project.

            ANNOUNCED_DONE
            Announced work done
            Work that somebody had announced took place.
            Compare what was done with what was announced.

            ANNOUNCED_MISSING
            Announced work did not happen
            Work was announced, and nothing of it was seen: put off, done elsewhere, or the announcement was a cover.
            Ask whoever announced it; a mirror port that does not show the station would look the same.
            """);

    private English() {}

    static Wording of(String situation) {
        return WORDS.get(situation);
    }
}
