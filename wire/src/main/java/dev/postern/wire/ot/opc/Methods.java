package dev.postern.wire.ot.opc;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Which operations are read, and by what. Later interfaces repeat those of the earlier ones. */
final class Methods {
    /** How the two halves of an operation are read. */
    record Method(Consumer<OpcCall> parameters, Consumer<OpcCall> results) {}

    static final Map<String, Method> ALL = new HashMap<>();

    private static final Consumer<OpcCall> NOTHING = call -> {};

    static {
        server();
        groups();
        for (String of : new String[] {"iopcsyncio", "iopcsyncio2"}) {
            add(of, "read", Items::syncRead, Values::states);
            add(of, "write", Items::write, Values::results);
        }
        add("iopcsyncio2", "readmaxage", Items::readMaxAge, Values::lists);
        add("iopcsyncio2", "writevqt", Items::writeVqt, Values::results);
        add("iopcitemio", "read", Items::readByName, Values::lists);
        add("iopcitemio", "writevqt", Items::writeByName, Values::results);
        add("iopcasyncio", "read", Items::oldAsyncRead, Values::numberedResults);
        add("iopcasyncio", "write", Items::oldAsyncWrite, Values::numberedResults);
        for (String of : new String[] {"iopcasyncio2", "iopcasyncio3"}) {
            add(of, "read", Items::asyncRead, Values::numberedResults);
            add(of, "write", Items::asyncWrite, Values::numberedResults);
            add(of, "refresh2", Items::refresh, NOTHING);
        }
        add("iopcasyncio3", "readmaxage", Items::asyncReadMaxAge, Values::numberedResults);
        add("iopcasyncio3", "writevqt", Items::asyncWriteVqt, Values::numberedResults);
        add("iopcdatacallback", "ondatachange", Values::calledBack, NOTHING);
        add("iopcdatacallback", "onreadcomplete", Values::calledBack, NOTHING);
        add("iopcdatacallback", "onwritecomplete", Values::written, NOTHING);
        add("iopcdatacallback", "oncancelcomplete", Values::cancelled, NOTHING);
        names();
        eventsAndHistory();
    }

    private Methods() {}

    private static void add(String of, String name, Consumer<OpcCall> parameters, Consumer<OpcCall> results) {
        ALL.put(of + ": " + name, new Method(parameters, results));
    }

    private static void server() {
        add("iopcserver", "addgroup", Groups::add, Groups::added);
        add("iopcserver", "getgroupbyname", Groups::byName, Groups::found);
        add("iopcserver", "removegroup", Groups::remove, Groups::removed);
        add("iopcserver", "getstatus", NOTHING, Server::status);
        add("iopccommon", "setclientname", Server::clientName, NOTHING);
        add("iopcshutdown", "shutdownrequest", Server::shutdown, NOTHING);
        add("iopcserverlist", "getclassdetails", NOTHING, Server::classDetails);
        add("iopcserverlist2", "getclassdetails", NOTHING, Server::classDetails);
    }

    private static void groups() {
        for (String of : new String[] {"iopcgroupstatemgt", "iopcgroupstatemgt2"}) {
            add(of, "getstate", Groups::ofObject, Groups::state);
            add(of, "setstate", Groups::setState, Groups::rate);
            add(of, "setname", Groups::setName, Groups::renamed);
            add(of, "clonegroup", Groups::byName, Groups::found);
        }
        add("iopcitemmgt", "additems", Items::add, Items::added);
        add("iopcitemmgt", "validateitems", Items::validate, Items::validated);
        add("iopcitemmgt", "removeitems", Items::remove, Items::removed);
        add("iopcitemmgt", "setactivestate", Items::setActive, Values::results);
        add("iopcitemmgt", "setclienthandles", Items::setHandles, Items::handlesSet);
        add("iopcitemmgt", "setdatatypes", Items::byHandle, Values::results);
    }

    private static void eventsAndHistory() {
        add("iopceventserver", "getstatus", NOTHING, Server::eventStatus);
        add("iopceventserver", "ackcondition", Events::acknowledge, Values::results);
        add("iopceventsink", "onevent", Events::told, NOTHING);
        add("iopchda_server", "getitemhandles", History::handles, History::given);
        add("iopchda_server", "releaseitemhandles", Items::remove, Items::removed);
        add("iopchda_syncread", "readraw", History::raw, History::valuesOfSpan);
        add("iopchda_syncread", "readprocessed", History::processed, History::valuesOfSpan);
        add("iopchda_syncread", "readattime", History::atTimes, History::values);
        add("iopchda_syncread", "readmodified", History::modified, NOTHING);
    }

    private static void names() {
        add("iopcbrowseserveraddressspace", "changebrowseposition", Names::move, NOTHING);
        add("iopcbrowseserveraddressspace", "browseopcitemids", Names::browseItems, NOTHING);
        add("iopcbrowseserveraddressspace", "getitemid", Names::itemId, Names::itemIdFound);
        add("iopcbrowseserveraddressspace", "browseaccesspaths", Names::ofItem, NOTHING);
        add("ienumstring", "next", NOTHING, Names::enumerated);
        add("iopcbrowse", "browse", Names::browse, Names::browsed);
        add("iopcbrowse", "getproperties", Names::properties, Names::propertiesFound);
        add("iopcitemproperties", "queryavailableproperties", Names::ofItem, Names::available);
        add("iopcitemproperties", "getitemproperties", Names::itemProperties, Names::itemPropertyValues);
        add("iopcitemproperties", "lookupitemids", Names::itemProperties, Names::lookedUp);
    }
}
