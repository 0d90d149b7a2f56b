import { copyOnClick } from './copy.js';
import { byId, element, onChange } from './dom.js';
import { newUuid } from './format.js';

/** Ways to send events to a campaign, ready to paste. */
function snippets(campaign) {
  const host = location.origin;
  const event = {
    session_id: newUuid(),
    campaign_id: campaign,
    event_type: 'page_view',
    metadata: { path: '/shoes' },
  };
  return [
    {
      title: 'Tracker',
      use: 'Add it to your web pages. It records page views and custom events, and sets no cookies.',
      code: `<script async src="${host}/footfall.js" data-campaign="${campaign}"></script>`,
    },
    {
      title: 'Custom event',
      use: 'Call it when something happens on a page. The second argument is any JSON object.',
      code: "footfall('add_to_cart', {product_id: '123'})",
    },
    {
      title: 'Pixel',
      use: 'For emails and for pages without JavaScript.',
      code: `<img src="${host}/v1/pixel.gif?campaign_id=${campaign}&amp;event_type=mail_opened" alt="" width="1" height="1">`,
    },
    {
      title: 'curl',
      use: 'For a quick test.',
      code: `curl -X POST ${host}/v1/events -H 'Content-Type: application/json' -d '${JSON.stringify(event)}'`,
    },
  ];
}

const item = ({ title, use, code }) =>
  element(
    'li',
    { class: 'snippet' },
    element(
      'div',
      { class: 'card-head' },
      element('h3', {}, title),
      copyOnClick(element('button', { type: 'button' }, 'Copy ' + title.toLowerCase()), () => code),
    ),
    element('p', { class: 'note' }, use),
    element(
      'pre',
      { tabindex: '0', role: 'group', 'aria-label': title },
      element('code', {}, code),
    ),
  );

/** Shows the snippets for a campaign. */
export const showSnippets = onChange((campaign) => {
  byId('snippets').replaceChildren(
    element('h2', { id: 'snippets-heading' }, 'Send events to this campaign'),
    element('ul', { class: 'snippets' }, ...snippets(campaign).map(item)),
  );
});
