/** A database server of the plant, who writes into it and who reads. */
package dev.postern.plant.database;
