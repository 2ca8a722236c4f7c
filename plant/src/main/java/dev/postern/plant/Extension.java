package dev.postern.plant;

import dev.postern.plant.site.Life;
import dev.postern.plant.site.Site;
import dev.postern.plant.telecontrol.Telecontrol;

/** What a works may have beyond its lines. */
public enum Extension {
    /** Remote substations over IEC 60870-5-104. */
    TELECONTROL;

    void install(Site site, Life life) {
        switch (this) {
            case TELECONTROL -> Telecontrol.install(site, life);
        }
    }
}
