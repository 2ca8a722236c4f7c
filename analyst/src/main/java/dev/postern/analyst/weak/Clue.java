package dev.postern.analyst.weak;

import dev.postern.model.Address;
import dev.postern.model.Stamp;

/**
 * One message that shows a weak spot.
 *
 * @param device whose weak spot it is
 * @param detail what exactly, in words that go on where {@link Kind#lead} ends: {@code account maint over ftp}
 */
public record Clue(Stamp stamp, Address device, Kind kind, String detail) {}
