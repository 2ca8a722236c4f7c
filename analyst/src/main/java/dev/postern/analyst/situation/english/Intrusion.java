package dev.postern.analyst.situation.english;

/** Section D of the catalogue: finding out, getting in, moving. */
final class Intrusion {
    static final String WORDS = """
            SCAN
            Search through many addresses
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

            POINTS_SOUGHT
            Points tried one after the other
            A device asked a controller for one address after the other that it does not have. Who polls a controller knows its points; who does not know them looks for \
            what can be read and moved.
            A client with a wrong list of points asks the same ones again and again, this one goes on. Find out who runs it, and what it asked that was answered.

            ACCOUNTS_LISTED
            Accounts, groups or sessions listed from afar
            A computer was asked which accounts and groups it knows, or who is logged in there: what people need rarely, and intruders first.
            Administrators ask so, too; find out who was at that host, and what it did next.

            HOSTS_SWEPT
            Accounts or sessions of many computers listed
            One host asked several computers after the other for their accounts, groups or sessions, so as to find out where somebody with rights is logged in.
            An inventory tool does so from its one place; if there is none, look for the host's way to the controllers.

            IDENTITY_ASKED
            Asks devices who they are
            A station that never did so makes a list of what is there, with models and versions: an inventory tool, or preparation.
            A new management tool would explain it; look at what it asks next.

            LOGINS_REFUSED
            Logins refused
            More logins were refused than a person mistypes: a program with an old password, or somebody who guesses.
            Look at the accounts: one and the same points to an old password, many to guessing; look for a login that then succeeded.

            GUESSED_IN
            Password guessed
            A host was refused again and again within minutes, and then was let in: the password was among those that it tried.
            Ask who owns the account; change its password, end its sessions, and look at what came from there since.

            GUESSED_OUTSIDE
            Guessed from the outside
            Far more logins from the internet failed at this server in a day than ever: whoever guesses there changes his address as he likes.
            Look for a login that then succeeded, and ask whether the server must be reached from outside at all; a program at home with an old \
            password would fail with one account.

            REMOTE_ADMIN
            Remote administration from a new host
            A host administers a computer that it never administered.
            Ask who works there. A new administration tool or a colleague who stands in would explain it.

            FIRST_SESSION
            First remote session
            Somebody works on a machine from afar over a way that was not part of the pattern: from a host that never did so, at a machine where \
            it never did, or at one that nobody worked on over it.
            Ask who works there. A new administrator, a colleague who stands in or a machine that was just set up would explain it; else look at \
            what the machine did next.

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

            ZERO_CREDENTIAL
            Login to a domain controller with a proof of zeros
            A computer proves its password to a domain controller by eight octets. Here they were all zeros, which hardly any password gives: whoever sends them again and again \
            is let in under the name of any computer by a controller without the updates of 2020 (CVE-2020-1472, "Zerologon").
            Look whether one of the tries succeeded and whether a password was set afterwards; then all passwords of the domain must be taken for known. Update the controller.

            FORCED_LOGIN
            Computer told to log in at another machine
            A computer was asked about a file at a path that is not its own, by a call for which it opens the file under its own account. So it logs in over there, and whoever \
            listens can pass that login on ("PetitPotam", CVE-2021-36942, and its kin).
            Look who listens at the path and where the account of the computer logged in afterwards, above all at the service that gives out certificates. Demand signed logins there, and \
            turn off the call where nobody needs it.

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

            PROGRAM_MOVED
            Program moved to a host
            A program was written to a host that never got one: an installation, or a tool that somebody brings along.
            Software distribution would explain it; look at the name, and at what the host does next.

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

            REWRITTEN
            Contents changed on the way
            What one device tells another is heard twice, from two hardware addresses and with different contents: somebody between them changes what passes, or one beside them speaks in \
            its name. What arrived is not what was sent.
            Look at both versions in the packets, and compare values and commands at both ends. A box that rewrites what passes, such as an accelerator or a proxy \
            that keeps addresses, would explain it, and would have done so from the first day.

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

            RELAY
            Host passes on what it is told
            Through such a host somebody reaches what he could not reach himself.
            Look for the program that listens there; a gateway for a protocol would explain it.

            CONTROLLER_CALLS
            Controller opens a connection
            A controller that only ever answered calls somebody: a new program block, or somebody works through it.
            A new function in the program would explain it; compare the blocks in the controller with the archived project.

            DATA_READ
            Data read that it never read
            A database, historian or file server was read with operations, or for tables, shares or files, that this reader never used.
            A new report or program would explain it; look at what was asked for and at what the reader does with it.

            DATA_TAKEN
            Unusual amount of data read
            One reader took far more from a store in one day than on any day before: a copy of it, perhaps.
            A backup, a migration or a first full report would explain it; look at where the reader sends it.

            HOST_PATH
            Path over several hosts
            Somebody came to a host as he never did, and soon after this host went on to another where it never went: a way from \
            machine to machine.
            Ask who worked there. A colleague who stands in, or an administrator who mends something, would explain it; look at what was done at the end \
            of the path.
            """;

    private Intrusion() {}
}
