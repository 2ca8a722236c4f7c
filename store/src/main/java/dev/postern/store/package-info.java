/**
 * What Postern keeps: state in SQLite, history in DuckDB and Parquet, packets and snapshots in files, all in one home folder. The only room that
 * speaks SQL.
 */
package dev.postern.store;
