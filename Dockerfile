# demarche for a Neo4j that runs elsewhere: see compose.yaml. The image has no Java, so that NEO4J_URI has to be set.
FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ARG VERSION=devel
RUN CGO_ENABLED=0 go build -trimpath -buildvcs=false -ldflags "-s -w -X main.version=$VERSION" -o /demarche ./cmd/demarche

FROM debian:bookworm-slim
COPY --from=build /demarche /usr/local/bin/demarche
RUN useradd --system --create-home demarche
USER demarche
ENV DEMARCHE_ADDR=0.0.0.0:8080
EXPOSE 8080
ENTRYPOINT ["demarche"]
CMD ["serve"]
