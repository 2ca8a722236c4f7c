package dev.postern.plant.site;

import dev.postern.plant.net.Dice;
import dev.postern.plant.net.Host;

/** Something that answers questions over TCP out of its own state. */
public interface Device {
    Host host();

    int port();

    /** @return what it says to that, never empty; reading may show and writing may change the process behind it */
    byte[] answer(byte[] request, long atNanos);

    /** How long it takes over one answer. */
    long serviceNanos(Dice dice);
}
