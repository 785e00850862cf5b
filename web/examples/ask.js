// The API. `?api=…` in the page's address names another one.
const api = new URLSearchParams(location.search).get('api') ?? 'http://127.0.0.1:8080/graphql'

// ask sends a document and gives its data. What went wrong is said on the page.
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
