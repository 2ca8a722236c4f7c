/** What was observed becomes what people ask about: devices, zones, conduits, named situations, incidents told in plain words. Pure. */
package dev.postern.analyst;
