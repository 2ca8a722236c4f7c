package dev.postern.analyst.inventory;

import dev.postern.model.Device;
import java.util.ArrayList;

/** Interfaces that are one device, and why. Each keeps what is its own, so that the group can be undone. */
final class Group {
    /** The first of them gives the device its id. */
    final ArrayList<Asset> members = new ArrayList<>();

    final ArrayList<Device.Joint> joints = new ArrayList<>();

    String id() {
        return members.getFirst().id;
    }
}
