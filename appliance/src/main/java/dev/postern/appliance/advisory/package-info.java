/** Security advisories from files: CSAF 2.0 read with limits, kept in a home, held against its inventory. */
package dev.postern.appliance.advisory;
