// The peer: @neo4j/graphql over the database that bench measures, set up as its documentation says for production.
// NODE_ENV=production comes from outside: without it graphql-js checks every value for copies of itself.
import cluster from "node:cluster";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { availableParallelism } from "node:os";
import { Neo4jGraphQL } from "@neo4j/graphql";
import { createYoga } from "graphql-yoga";
import neo4j from "neo4j-driver";

// JavaScript runs on one core: a worker for each, as the server measured beside it uses them all. WORKERS=1 is what comes of
// "node server.mjs" without a thought.
if (cluster.isPrimary) {
  const workers = Array.from({ length: Number(process.env.WORKERS ?? availableParallelism()) }, () => cluster.fork());
  let waiting = workers.length;
  cluster.on("listening", (_, { port }) => {
    if (--waiting === 0) console.error(`http://127.0.0.1:${port} ${workers.map((w) => w.process.pid).join(" ")}`);
  });
  // A worker that fails would halve the throughput unseen.
  cluster.on("exit", (_, code) => process.exit(code || 1));
  // The workers end with their channel, and this process with the one that started it.
  process.on("SIGTERM", () => process.exit(0));
  process.stdin.on("end", () => process.exit(0)).resume();
} else {
  const { NEO4J_URI, NEO4J_USERNAME, NEO4J_PASSWORD } = process.env;
  const driver = neo4j.driver(NEO4J_URI, neo4j.auth.basic(NEO4J_USERNAME, NEO4J_PASSWORD), {
    maxConnectionPoolSize: 16, // in each worker; the server has as many in all, and no worker has more requests at a time
    telemetryDisabled: true, // the server's driver sends none either
  });
  const schema = await new Neo4jGraphQL({ typeDefs: readFileSync(new URL("model.graphql", import.meta.url), "utf8"), driver }).getSchema();
  const yoga = createYoga({
    schema,
    context: { sessionConfig: { database: "neo4j" } }, // named, so that the driver need not ask which
    logging: false, // the server logs errors alone as well
    graphiql: false,
    landingPage: false,
    // What else costs nothing is left as it is: parsed and validated documents are cached, nothing is masked but errors.
  });
  createServer(yoga).listen(0, "127.0.0.1");
}
