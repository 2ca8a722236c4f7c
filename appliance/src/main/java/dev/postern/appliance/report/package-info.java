/** Reports for people: text, pages, JSON. */
package dev.postern.appliance.report;
