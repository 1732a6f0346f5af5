// The standalone page: takes the token out of the address before anything is asked of the server.
import './element';

const place = new URL(location.href);
const given = place.searchParams.get('token') ?? new URLSearchParams(place.hash.slice(1)).get('token');
const token = given ?? (history.state as { token?: string } | null)?.token ?? '';
history.replaceState({ token }, '', place.pathname); // kept with this history entry, so that a reload goes on

const element = document.createElement('openekyc-verify');
element.addEventListener('step', (event) => {
  const { heading } = (event as CustomEvent<{ heading: string }>).detail;
  if (heading) document.title = heading;
  document.documentElement.lang = element.lang;
});
element.link = token ? `${place.origin}${place.pathname}#token=${encodeURIComponent(token)}` : null;
element.token = token || 'none'; // the server answers that this link does not work
document.body.append(element);
