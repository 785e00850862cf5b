// The address of the API. The parameter `api` of the page's address replaces it.
const api = new URLSearchParams(location.search).get('api') ?? 'http://127.0.0.1:8080/graphql'

// ask sends a document and returns its data. It shows an error on the page and throws it.
export async function ask(query, variables) {
  try {
    const answer = await fetch(api, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    })
    const { data, errors } = await answer.json()
    if (errors) throw new Error(errors.map((e) => `${e.extensions.code}: ${e.message}`).join('\n'))
    return data
  } catch (error) {
    document.body.textContent = error.message
    throw error
  }
}

export const mapQuery = `
  query Map($around: [ID!]!) {
    relationshipMap(around: $around, depth: 2, maxNodes: 50) {
      nodes { id label type degree }
      edges { id source target weight }
    }
  }`

export const colors = { OFFICIAL: '#2563eb', COUNTRY: '#b45309', ORGANIZATION: '#047857' }
