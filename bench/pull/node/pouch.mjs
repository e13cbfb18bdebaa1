// PouchDB in memory with replication over HTTP, without the adapters nobody uses here.
import http from "pouchdb-adapter-http";
import memory from "pouchdb-adapter-memory";
import PouchCore from "pouchdb-core";
import find from "pouchdb-find";
import mapreduce from "pouchdb-mapreduce";
import replication from "pouchdb-replication";

export const PouchDB = PouchCore.plugin(http).plugin(memory).plugin(mapreduce).plugin(replication).plugin(find);
