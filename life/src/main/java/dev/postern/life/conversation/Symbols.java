package dev.postern.life.conversation;

import dev.postern.life.habit.Heap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** Open-addressed table from a 64-bit name to a {@link Symbol}. */
final class Symbols implements Iterable<Symbol> {
    private long[] names = new long[8];
    private Symbol[] symbols = new Symbol[8];
    private int size;
    private int textBytes;

    int size() {
        return size;
    }

    /** Octets of heap. */
    int bytes() {
        int bytes = Heap.object(12) + Heap.array(names.length, 8) + Heap.array(names.length, Heap.REFERENCE);
        bytes += textBytes;
        for (Symbol symbol : symbols) if (symbol != null) bytes += symbol.bytes();
        return bytes;
    }

    /** How many octets more it takes with this symbol. */
    int growth(Symbol symbol) {
        int wider = isTight() ? names.length * (8 + Heap.REFERENCE) : 0;
        return wider + symbol.bytes() + symbol.textBytes();
    }

    private boolean isTight() {
        return 4 * (size + 1) > 3 * names.length;
    }

    Symbol get(long name) {
        int mask = names.length - 1;
        for (int slot = (int) name & mask; names[slot] != 0; slot = (slot + 1) & mask)
            if (names[slot] == name) return symbols[slot];
        return null;
    }

    void put(long name, Symbol symbol) {
        if (isTight()) rebuild(all(), names.length * 2);
        insert(name, symbol);
    }

    private void insert(long name, Symbol symbol) {
        int mask = names.length - 1;
        int slot = (int) name & mask;
        while (names[slot] != 0) slot = (slot + 1) & mask;
        names[slot] = name;
        symbols[slot] = symbol;
        textBytes += symbol.textBytes();
        size++;
    }

    /** Those that were seen least are taken out and returned. */
    List<Symbol> forget(int count) {
        List<Entry> entries = all();
        entries.sort(Comparator.<Entry>comparingInt(entry -> entry.symbol().total())
                .thenComparingInt(entry -> entry.symbol().lastMinute)
                .thenComparingLong(Entry::name));
        List<Symbol> gone = new ArrayList<>(count);
        for (Entry entry : entries.subList(0, count)) gone.add(entry.symbol());
        rebuild(entries.subList(count, entries.size()), names.length);
        return gone;
    }

    /** Those that came then for the first time, or later, are taken out and returned. */
    List<Symbol> forgetFrom(int minute) {
        List<Symbol> gone = new ArrayList<>();
        List<Entry> kept = new ArrayList<>(size);
        for (Entry entry : all()) {
            if (entry.symbol().bornMinute < minute) kept.add(entry);
            else gone.add(entry.symbol());
        }
        if (!gone.isEmpty()) rebuild(kept, names.length);
        return gone;
    }

    /** In an order that depends only on what is in the table and how it came there. */
    @Override
    public Iterator<Symbol> iterator() {
        return new Iterator<>() {
            private int slot = nextFrom(0);

            @Override
            public boolean hasNext() {
                return slot < symbols.length;
            }

            @Override
            public Symbol next() {
                if (slot >= symbols.length) throw new NoSuchElementException();
                Symbol symbol = symbols[slot];
                slot = nextFrom(slot + 1);
                return symbol;
            }
        };
    }

    private int nextFrom(int slot) {
        int next = slot;
        while (next < symbols.length && symbols[next] == null) next++;
        return next;
    }

    private record Entry(long name, Symbol symbol) {}

    private List<Entry> all() {
        List<Entry> entries = new ArrayList<>(size);
        for (int slot = 0; slot < names.length; slot++)
            if (names[slot] != 0) entries.add(new Entry(names[slot], symbols[slot]));
        return entries;
    }

    private void rebuild(List<Entry> entries, int capacity) {
        names = new long[capacity];
        symbols = new Symbol[capacity];
        size = 0;
        textBytes = 0;
        for (Entry entry : entries) insert(entry.name(), entry.symbol());
    }
}
