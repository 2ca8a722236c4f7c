package dev.postern.wire.ot.opc;

import dev.postern.wire.Turn;
import java.util.LinkedHashMap;

/**
 * What two hosts know of each other's OPC objects, in all their connections: which interfaces are one object, its groups, and the items by the handles of
 * the server (reads, writes) and of the client (what is called back, over a connection of its own). In each table the oldest goes at the limit, which
 * is counted. Where two items have one name for want of a group's, neither is told by it: no name is better than a wrong one.
 */
public final class OpcState {
    static final int OBJECTS_MAX = 1024;
    static final int GROUPS_MAX = 256;
    static final int ITEMS_MAX = 8192;
    private static final String SEVERAL = "";

    /** @param client handle by which the client knows it when it is called back */
    record Group(String name, long server, long client) {}

    private record Key(Id group, long handle) {}

    /** @param group its object */
    private record Item(String name, Id group, long client) {}

    private record Watch(long group, long item) {}

    private final LinkedHashMap<Id, Id> objects = new LinkedHashMap<>();
    private final LinkedHashMap<Id, Group> groups = new LinkedHashMap<>();
    private final LinkedHashMap<Key, Item> items = new LinkedHashMap<>();
    private final LinkedHashMap<Watch, Item> watched = new LinkedHashMap<>();

    private static <K, V> void keep(LinkedHashMap<K, V> table, K key, V value, int most, Turn turn) {
        table.put(key, value);
        if (table.size() <= most) return;
        table.pollFirstEntry();
        turn.forgot();
    }

    /** {@code ipid} is an interface of the object {@code oid}. */
    public void belongs(Id ipid, Id oid, Turn turn) {
        if (!ipid.equals(Id.NONE)) keep(objects, ipid, oid, OBJECTS_MAX, turn);
    }

    /** The object that has this interface, or {@link Id#NONE}. */
    private Id object(Id ipid) {
        return objects.getOrDefault(ipid, Id.NONE);
    }

    void opened(Stub.Reference reference, Group group, Turn turn) {
        belongs(reference.ipid(), reference.oid(), turn);
        keep(groups, reference.oid(), group, GROUPS_MAX, turn);
    }

    /** A group that was opened elsewhere, or made like another: what is known of it stays. */
    void found(Stub.Reference reference, String name, Turn turn) {
        Group known = groups.get(reference.oid());
        opened(reference, known != null ? known : new Group(name, -1, -1), turn);
    }

    /** What the group with this interface says of itself. */
    void described(Id ipid, Group group, Turn turn) {
        Id oid = object(ipid);
        if (!oid.equals(Id.NONE)) keep(groups, oid, group, GROUPS_MAX, turn);
    }

    void renamed(Id ipid, String name) {
        groups.computeIfPresent(object(ipid), (oid, group) -> new Group(name, group.server(), group.client()));
    }

    /** What the server calls the group {@code handle} is gone, and so are its items. */
    void closed(long handle) {
        for (var group : groups.sequencedEntrySet().reversed()) {
            if (group.getValue().server() != handle) continue;
            Id oid = group.getKey();
            items.values().removeIf(item -> item.group().equals(oid));
            watched.values().removeIf(item -> item.group().equals(oid));
            groups.remove(oid);
            return;
        }
    }

    /** Name of the group that has this interface, or empty. */
    String group(Id ipid) {
        Group group = groups.get(object(ipid));
        return group == null ? "" : group.name();
    }

    /** Name of the group that the server knows by {@code handle}: the latest there is, or {@code group 7}. */
    String group(long handle) {
        for (Group group : groups.sequencedValues().reversed())
            if (group.server() == handle && !group.name().isEmpty()) return group.name();
        return "group " + handle;
    }

    /** Name of the group that the client knows by {@code handle}; {@code group 7} if there are several or none. */
    String calledBack(long handle) {
        String name = "";
        for (Group group : groups.values()) {
            if (group.client() != handle || group.name().equals(name)) continue;
            if (!name.isEmpty()) return "group " + handle;
            name = group.name();
        }
        return name.isEmpty() ? "group " + handle : name;
    }

    void added(Id ipid, long server, long client, String name, Turn turn) {
        Id oid = object(ipid);
        Item item = new Item(name, oid, client);
        Key alone = new Key(Id.NONE, server);
        keep(items, alone, unlike(items.get(alone), item), ITEMS_MAX, turn);
        if (!oid.equals(Id.NONE)) keep(items, new Key(oid, server), item, ITEMS_MAX, turn);
        Group group = groups.get(oid);
        Watch watch = new Watch(group == null ? -1 : group.client(), client);
        keep(watched, watch, unlike(watched.get(watch), item), ITEMS_MAX, turn);
        Watch lone = new Watch(-1, client);
        if (group != null) keep(watched, lone, unlike(watched.get(lone), item), ITEMS_MAX, turn);
    }

    /** {@code item}, unless another one that is still there has the same handle: handles are only a group's. */
    private static Item unlike(Item present, Item item) {
        boolean alike = present == null || present.name().equals(item.name());
        boolean again = !alike
                && !present.name().equals(SEVERAL)
                && !item.group().equals(Id.NONE)
                && present.group().equals(item.group());
        return alike || again ? item : new Item(SEVERAL, item.group(), item.client());
    }

    void removed(Id ipid, long server) {
        Id oid = object(ipid);
        Item item = items.remove(new Key(oid, server));
        if (item == null) return;
        items.remove(new Key(Id.NONE, server), item);
        Group group = groups.get(oid);
        watched.remove(new Watch(group == null ? -1 : group.client(), item.client()), item);
        watched.remove(new Watch(-1, item.client()), item);
    }

    /** The client calls the item otherwise from now on. */
    void moved(Id ipid, long server, long client, Turn turn) {
        Item item = items.get(new Key(object(ipid), server));
        if (item == null || item.name().equals(SEVERAL)) return;
        removed(ipid, server);
        added(ipid, server, client, item.name(), turn);
    }

    /** The item of a group by the handle of the server. */
    String item(Id ipid, long server) {
        Item item = items.get(new Key(object(ipid), server));
        return item == null || item.name().equals(SEVERAL) ? "server handle " + server : item.name();
    }

    /** The item that the client knows by {@code client} in its group {@code group}. */
    String watched(long group, long client) {
        Item item = watched.get(new Watch(group, client));
        if (item == null) item = watched.get(new Watch(-1, client));
        return item == null || item.name().equals(SEVERAL) ? "client handle " + client : item.name();
    }

    String[] items(Id ipid, long[] servers) {
        String[] names = new String[servers.length];
        for (int i = 0; i < names.length; i++) names[i] = item(ipid, servers[i]);
        return names;
    }
}
