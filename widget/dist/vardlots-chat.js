var e=Object.defineProperty,t=(t,n)=>{let r={};for(var i in t)e(r,i,{get:t[i],enumerable:!0});return n||e(r,Symbol.toStringTag,{value:`Module`}),r},n=globalThis,r=n.ShadowRoot&&(n.ShadyCSS===void 0||n.ShadyCSS.nativeShadow)&&`adoptedStyleSheets`in Document.prototype&&`replace`in CSSStyleSheet.prototype,i=Symbol(),a=/* @__PURE__ */ new WeakMap,o=class{constructor(e,t,n){if(this._$cssResult$=!0,n!==i)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=e,this.t=t}get styleSheet(){let e=this.o,t=this.t;if(r&&e===void 0){let n=t!==void 0&&t.length===1;n&&(e=a.get(t)),e===void 0&&((this.o=e=new CSSStyleSheet).replaceSync(this.cssText),n&&a.set(t,e))}return e}toString(){return this.cssText}},s=e=>new o(typeof e==`string`?e:e+``,void 0,i),c=(e,...t)=>new o(e.length===1?e[0]:t.reduce((t,n,r)=>t+(e=>{if(!0===e._$cssResult$)return e.cssText;if(typeof e==`number`)return e;throw Error(`Value passed to 'css' function must be a 'css' function result: `+e+`. Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.`)})(n)+e[r+1],e[0]),e,i),l=(e,t)=>{if(r)e.adoptedStyleSheets=t.map(e=>e instanceof CSSStyleSheet?e:e.styleSheet);else for(let r of t){let t=document.createElement(`style`),i=n.litNonce;i!==void 0&&t.setAttribute(`nonce`,i),t.textContent=r.cssText,e.appendChild(t)}},u=r?e=>e:e=>e instanceof CSSStyleSheet?(e=>{let t=``;for(let n of e.cssRules)t+=n.cssText;return s(t)})(e):e,{is:d,defineProperty:f,getOwnPropertyDescriptor:p,getOwnPropertyNames:m,getOwnPropertySymbols:ee,getPrototypeOf:te}=Object,ne=globalThis,re=ne.trustedTypes,ie=re?re.emptyScript:``,ae=ne.reactiveElementPolyfillSupport,h=(e,t)=>e,oe={toAttribute(e,t){switch(t){case Boolean:e=e?ie:null;break;case Object:case Array:e=e==null?e:JSON.stringify(e)}return e},fromAttribute(e,t){let n=e;switch(t){case Boolean:n=e!==null;break;case Number:n=e===null?null:Number(e);break;case Object:case Array:try{n=JSON.parse(e)}catch{n=null}}return n}},se=(e,t)=>!d(e,t),ce={attribute:!0,type:String,converter:oe,reflect:!1,useDefault:!1,hasChanged:se};Symbol.metadata??=Symbol(`metadata`),ne.litPropertyMetadata??=/* @__PURE__ */ new WeakMap;var g=class extends HTMLElement{static addInitializer(e){this._$Ei(),(this.l??=[]).push(e)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(e,t=ce){if(t.state&&(t.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(e)&&((t=Object.create(t)).wrapped=!0),this.elementProperties.set(e,t),!t.noAccessor){let n=Symbol(),r=this.getPropertyDescriptor(e,n,t);r!==void 0&&f(this.prototype,e,r)}}static getPropertyDescriptor(e,t,n){let{get:r,set:i}=p(this.prototype,e)??{get(){return this[t]},set(e){this[t]=e}};return{get:r,set(t){let a=r?.call(this);i?.call(this,t),this.requestUpdate(e,a,n)},configurable:!0,enumerable:!0}}static getPropertyOptions(e){return this.elementProperties.get(e)??ce}static _$Ei(){if(this.hasOwnProperty(h(`elementProperties`)))return;let e=te(this);e.finalize(),e.l!==void 0&&(this.l=[...e.l]),this.elementProperties=new Map(e.elementProperties)}static finalize(){if(this.hasOwnProperty(h(`finalized`)))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(h(`properties`))){let e=this.properties,t=[...m(e),...ee(e)];for(let n of t)this.createProperty(n,e[n])}let e=this[Symbol.metadata];if(e!==null){let t=litPropertyMetadata.get(e);if(t!==void 0)for(let[e,n]of t)this.elementProperties.set(e,n)}this._$Eh=/* @__PURE__ */ new Map;for(let[e,t]of this.elementProperties){let n=this._$Eu(e,t);n!==void 0&&this._$Eh.set(n,e)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(e){let t=[];if(Array.isArray(e)){let n=new Set(e.flat(1/0).reverse());for(let e of n)t.unshift(u(e))}else e!==void 0&&t.push(u(e));return t}static _$Eu(e,t){let n=t.attribute;return!1===n?void 0:typeof n==`string`?n:typeof e==`string`?e.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(e=>this.enableUpdating=e),this._$AL=/* @__PURE__ */ new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(e=>e(this))}addController(e){(this._$EO??=/* @__PURE__ */ new Set).add(e),this.renderRoot!==void 0&&this.isConnected&&e.hostConnected?.()}removeController(e){this._$EO?.delete(e)}_$E_(){let e=/* @__PURE__ */ new Map,t=this.constructor.elementProperties;for(let n of t.keys())this.hasOwnProperty(n)&&(e.set(n,this[n]),delete this[n]);e.size>0&&(this._$Ep=e)}createRenderRoot(){let e=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return l(e,this.constructor.elementStyles),e}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(e=>e.hostConnected?.())}enableUpdating(e){}disconnectedCallback(){this._$EO?.forEach(e=>e.hostDisconnected?.())}attributeChangedCallback(e,t,n){this._$AK(e,n)}_$ET(e,t){let n=this.constructor.elementProperties.get(e),r=this.constructor._$Eu(e,n);if(r!==void 0&&!0===n.reflect){let i=(n.converter?.toAttribute===void 0?oe:n.converter).toAttribute(t,n.type);this._$Em=e,i==null?this.removeAttribute(r):this.setAttribute(r,i),this._$Em=null}}_$AK(e,t){let n=this.constructor,r=n._$Eh.get(e);if(r!==void 0&&this._$Em!==r){let e=n.getPropertyOptions(r),i=typeof e.converter==`function`?{fromAttribute:e.converter}:e.converter?.fromAttribute===void 0?oe:e.converter;this._$Em=r;let a=i.fromAttribute(t,e.type);this[r]=a??this._$Ej?.get(r)??a,this._$Em=null}}requestUpdate(e,t,n,r=!1,i){if(e!==void 0){let a=this.constructor;if(!1===r&&(i=this[e]),n??=a.getPropertyOptions(e),!((n.hasChanged??se)(i,t)||n.useDefault&&n.reflect&&i===this._$Ej?.get(e)&&!this.hasAttribute(a._$Eu(e,n))))return;this.C(e,t,n)}!1===this.isUpdatePending&&(this._$ES=this._$EP())}C(e,t,{useDefault:n,reflect:r,wrapped:i},a){n&&!(this._$Ej??=/* @__PURE__ */ new Map).has(e)&&(this._$Ej.set(e,a??t??this[e]),!0!==i||a!==void 0)||(this._$AL.has(e)||(this.hasUpdated||n||(t=void 0),this._$AL.set(e,t)),!0===r&&this._$Em!==e&&(this._$Eq??=/* @__PURE__ */ new Set).add(e))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(e){Promise.reject(e)}let e=this.scheduleUpdate();return e!=null&&await e,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[e,t]of this._$Ep)this[e]=t;this._$Ep=void 0}let e=this.constructor.elementProperties;if(e.size>0)for(let[t,n]of e){let{wrapped:e}=n,r=this[t];!0!==e||this._$AL.has(t)||r===void 0||this.C(t,void 0,n,r)}}let e=!1,t=this._$AL;try{e=this.shouldUpdate(t),e?(this.willUpdate(t),this._$EO?.forEach(e=>e.hostUpdate?.()),this.update(t)):this._$EM()}catch(t){throw e=!1,this._$EM(),t}e&&this._$AE(t)}willUpdate(e){}_$AE(e){this._$EO?.forEach(e=>e.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(e)),this.updated(e)}_$EM(){this._$AL=/* @__PURE__ */ new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(e){return!0}update(e){this._$Eq&&=this._$Eq.forEach(e=>this._$ET(e,this[e])),this._$EM()}updated(e){}firstUpdated(e){}};g.elementStyles=[],g.shadowRootOptions={mode:`open`},g[h(`elementProperties`)]=/* @__PURE__ */ new Map,g[h(`finalized`)]=/* @__PURE__ */ new Map,ae?.({ReactiveElement:g}),(ne.reactiveElementVersions??=[]).push(`2.1.2`);var le=globalThis,ue=e=>e,de=le.trustedTypes,fe=de?de.createPolicy(`lit-html`,{createHTML:e=>e}):void 0,pe=`$lit$`,_=`lit$${Math.random().toFixed(9).slice(2)}$`,me=`?`+_,he=`<${me}>`,v=document,y=()=>v.createComment(``),b=e=>e===null||typeof e!=`object`&&typeof e!=`function`,ge=Array.isArray,_e=e=>ge(e)||typeof e?.[Symbol.iterator]==`function`,ve=`[ 	
\f\r]`,x=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,ye=/-->/g,be=/>/g,S=RegExp(`>|${ve}(?:([^\\s"'>=/]+)(${ve}*=${ve}*(?:[^ \t\n\f\r"'\`<>=]|("|')|))|$)`,`g`),xe=/'/g,Se=/"/g,Ce=/^(?:script|style|textarea|title)$/i,C=(e=>(t,...n)=>({_$litType$:e,strings:t,values:n}))(1),w=Symbol.for(`lit-noChange`),T=Symbol.for(`lit-nothing`),we=/* @__PURE__ */ new WeakMap,E=v.createTreeWalker(v,129);function Te(e,t){if(!ge(e)||!e.hasOwnProperty(`raw`))throw Error(`invalid template strings array`);return fe===void 0?t:fe.createHTML(t)}var Ee=(e,t)=>{let n=e.length-1,r=[],i,a=t===2?`<svg>`:t===3?`<math>`:``,o=x;for(let t=0;t<n;t++){let n=e[t],s,c,l=-1,u=0;for(;u<n.length&&(o.lastIndex=u,c=o.exec(n),c!==null);)u=o.lastIndex,o===x?c[1]===`!--`?o=ye:c[1]===void 0?c[2]===void 0?c[3]!==void 0&&(o=S):(Ce.test(c[2])&&(i=RegExp(`</`+c[2],`g`)),o=S):o=be:o===S?c[0]===`>`?(o=i??x,l=-1):c[1]===void 0?l=-2:(l=o.lastIndex-c[2].length,s=c[1],o=c[3]===void 0?S:c[3]===`"`?Se:xe):o===Se||o===xe?o=S:o===ye||o===be?o=x:(o=S,i=void 0);let d=o===S&&e[t+1].startsWith(`/>`)?` `:``;a+=o===x?n+he:l>=0?(r.push(s),n.slice(0,l)+pe+n.slice(l)+_+d):n+_+(l===-2?t:d)}return[Te(e,a+(e[n]||`<?>`)+(t===2?`</svg>`:t===3?`</math>`:``)),r]},De=class e{constructor({strings:t,_$litType$:n},r){let i;this.parts=[];let a=0,o=0,s=t.length-1,c=this.parts,[l,u]=Ee(t,n);if(this.el=e.createElement(l,r),E.currentNode=this.el.content,n===2||n===3){let e=this.el.content.firstChild;e.replaceWith(...e.childNodes)}for(;(i=E.nextNode())!==null&&c.length<s;){if(i.nodeType===1){if(i.hasAttributes())for(let e of i.getAttributeNames())if(e.endsWith(pe)){let t=u[o++],n=i.getAttribute(e).split(_),r=/([.?@])?(.*)/.exec(t);c.push({type:1,index:a,name:r[2],strings:n,ctor:r[1]===`.`?Ae:r[1]===`?`?je:r[1]===`@`?Me:O}),i.removeAttribute(e)}else e.startsWith(_)&&(c.push({type:6,index:a}),i.removeAttribute(e));if(Ce.test(i.tagName)){let e=i.textContent.split(_),t=e.length-1;if(t>0){i.textContent=de?de.emptyScript:``;for(let n=0;n<t;n++)i.append(e[n],y()),E.nextNode(),c.push({type:2,index:++a});i.append(e[t],y())}}}else if(i.nodeType===8){if(i.data===me)c.push({type:2,index:a});else{let e=-1;for(;(e=i.data.indexOf(_,e+1))!==-1;)c.push({type:7,index:a}),e+=_.length-1}}a++}}static createElement(e,t){let n=v.createElement(`template`);return n.innerHTML=e,n}};function D(e,t,n=e,r){if(t===w)return t;let i=r===void 0?n._$Cl:n._$Co?.[r],a=b(t)?void 0:t._$litDirective$;return i?.constructor!==a&&(i?._$AO?.(!1),a===void 0?i=void 0:(i=new a(e),i._$AT(e,n,r)),r===void 0?n._$Cl=i:(n._$Co??=[])[r]=i),i!==void 0&&(t=D(e,i._$AS(e,t.values),i,r)),t}var Oe=class{constructor(e,t){this._$AV=[],this._$AN=void 0,this._$AD=e,this._$AM=t}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(e){let{el:{content:t},parts:n}=this._$AD,r=(e?.creationScope??v).importNode(t,!0);E.currentNode=r;let i=E.nextNode(),a=0,o=0,s=n[0];for(;s!==void 0;){if(a===s.index){let t;s.type===2?t=new ke(i,i.nextSibling,this,e):s.type===1?t=new s.ctor(i,s.name,s.strings,this,e):s.type===6&&(t=new Ne(i,this,e)),this._$AV.push(t),s=n[++o]}a!==s?.index&&(i=E.nextNode(),a++)}return E.currentNode=v,r}p(e){let t=0;for(let n of this._$AV)n!==void 0&&(n.strings===void 0?n._$AI(e[t]):(n._$AI(e,n,t),t+=n.strings.length-2)),t++}},ke=class e{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(e,t,n,r){this.type=2,this._$AH=T,this._$AN=void 0,this._$AA=e,this._$AB=t,this._$AM=n,this.options=r,this._$Cv=r?.isConnected??!0}get parentNode(){let e=this._$AA.parentNode,t=this._$AM;return t!==void 0&&e?.nodeType===11&&(e=t.parentNode),e}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(e,t=this){e=D(this,e,t),b(e)?e===T||e==null||e===``?(this._$AH!==T&&this._$AR(),this._$AH=T):e!==this._$AH&&e!==w&&this._(e):e._$litType$===void 0?e.nodeType===void 0?_e(e)?this.k(e):this._(e):this.T(e):this.$(e)}O(e){return this._$AA.parentNode.insertBefore(e,this._$AB)}T(e){this._$AH!==e&&(this._$AR(),this._$AH=this.O(e))}_(e){this._$AH!==T&&b(this._$AH)?this._$AA.nextSibling.data=e:this.T(v.createTextNode(e)),this._$AH=e}$(e){let{values:t,_$litType$:n}=e,r=typeof n==`number`?this._$AC(e):(n.el===void 0&&(n.el=De.createElement(Te(n.h,n.h[0]),this.options)),n);if(this._$AH?._$AD===r)this._$AH.p(t);else{let e=new Oe(r,this),n=e.u(this.options);e.p(t),this.T(n),this._$AH=e}}_$AC(e){let t=we.get(e.strings);return t===void 0&&we.set(e.strings,t=new De(e)),t}k(t){ge(this._$AH)||(this._$AH=[],this._$AR());let n=this._$AH,r,i=0;for(let a of t)i===n.length?n.push(r=new e(this.O(y()),this.O(y()),this,this.options)):r=n[i],r._$AI(a),i++;i<n.length&&(this._$AR(r&&r._$AB.nextSibling,i),n.length=i)}_$AR(e=this._$AA.nextSibling,t){for(this._$AP?.(!1,!0,t);e!==this._$AB;){let t=ue(e).nextSibling;ue(e).remove(),e=t}}setConnected(e){this._$AM===void 0&&(this._$Cv=e,this._$AP?.(e))}},O=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(e,t,n,r,i){this.type=1,this._$AH=T,this._$AN=void 0,this.element=e,this.name=t,this._$AM=r,this.options=i,n.length>2||n[0]!==``||n[1]!==``?(this._$AH=Array(n.length-1).fill(/* @__PURE__ */ new String),this.strings=n):this._$AH=T}_$AI(e,t=this,n,r){let i=this.strings,a=!1;if(i===void 0)e=D(this,e,t,0),a=!b(e)||e!==this._$AH&&e!==w,a&&(this._$AH=e);else{let r=e,o,s;for(e=i[0],o=0;o<i.length-1;o++)s=D(this,r[n+o],t,o),s===w&&(s=this._$AH[o]),a||=!b(s)||s!==this._$AH[o],s===T?e=T:e!==T&&(e+=(s??``)+i[o+1]),this._$AH[o]=s}a&&!r&&this.j(e)}j(e){e===T?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,e??``)}},Ae=class extends O{constructor(){super(...arguments),this.type=3}j(e){this.element[this.name]=e===T?void 0:e}},je=class extends O{constructor(){super(...arguments),this.type=4}j(e){this.element.toggleAttribute(this.name,!!e&&e!==T)}},Me=class extends O{constructor(e,t,n,r,i){super(e,t,n,r,i),this.type=5}_$AI(e,t=this){if((e=D(this,e,t,0)??T)===w)return;let n=this._$AH,r=e===T&&n!==T||e.capture!==n.capture||e.once!==n.once||e.passive!==n.passive,i=e!==T&&(n===T||r);r&&this.element.removeEventListener(this.name,this,n),i&&this.element.addEventListener(this.name,this,e),this._$AH=e}handleEvent(e){typeof this._$AH==`function`?this._$AH.call(this.options?.host??this.element,e):this._$AH.handleEvent(e)}},Ne=class{constructor(e,t,n){this.element=e,this.type=6,this._$AN=void 0,this._$AM=t,this.options=n}get _$AU(){return this._$AM._$AU}_$AI(e){D(this,e)}},Pe={M:pe,P:_,A:me,C:1,L:Ee,R:Oe,D:_e,V:D,I:ke,H:O,N:je,U:Me,B:Ae,F:Ne},Fe=le.litHtmlPolyfillSupport;Fe?.(De,ke),(le.litHtmlVersions??=[]).push(`3.3.3`);var Ie=(e,t,n)=>{let r=n?.renderBefore??t,i=r._$litPart$;if(i===void 0){let e=n?.renderBefore??null;r._$litPart$=i=new ke(t.insertBefore(y(),e),e,void 0,n??{})}return i._$AI(e),i},Le=globalThis,k=class extends g{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let e=super.createRenderRoot();return this.renderOptions.renderBefore??=e.firstChild,e}update(e){let t=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(e),this._$Do=Ie(t,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return w}};k._$litElement$=!0,k.finalized=!0,Le.litElementHydrateSupport?.({LitElement:k});var Re=Le.litElementPolyfillSupport;Re?.({LitElement:k}),(Le.litElementVersions??=[]).push(`4.2.2`);function ze(e,t){return URL.createObjectURL(new Blob([e],{type:t}))}function Be(e){let t=/^data:text\/calendar[^,]*;base64,(.*)$/s.exec(e)?.[1],n=t===void 0?e:He(t);return n?.startsWith(`BEGIN:VCALENDAR`)?n:null}function Ve(e,t){let n=ze(t,`text/plain;charset=utf-8`);Object.assign(document.createElement(`a`),{href:n,download:e}).click(),setTimeout(()=>URL.revokeObjectURL(n),1e4)}function He(e){try{return new TextDecoder().decode(Uint8Array.from(atob(e),e=>e.charCodeAt(0)))}catch{return null}}var Ue=16,We=class{#e;#t;#n;#r=!1;constructor(e,t){this.#e=e,this.#t=t,e.addController(this)}hostUpdated(){let e=this.#e.renderRoot.querySelector(`#log`);if(!e)return;let[t,n]=[!this.#r&&e.clientHeight>0,this.#t().at(-1)];this.#r=e.clientHeight>0;let r=n&&`${n.id} ${n.who===`person`&&n.progress===`delivered`}`;if(!this.#r||!t&&r===this.#n)return;let i=this.#n!==void 0&&!t;this.#n=r,e.scrollTo({top:n?this.#i(e,n):0,behavior:i?`auto`:`instant`})}#i(e,t){if(t.who===`person`)return e.scrollHeight;let n=e.querySelectorAll(`.message, .note`),r=n[n.length-1];return r?r.offsetTop-Ue:e.scrollHeight}},Ge=[`sv`,`en`],Ke=[`feedback`,`people`],qe=[`phone`,`contact`,`age`,`date`,`region`,`reference`,`number`,`text`],Je=[`waiting`,`with_person`,`ended`],Ye=40;function Xe(e){let{kind:t,language:n,paragraphs:r,topic:i,buttons:a,links:o,reviewed:s,source:c,alarm:l}=j(e),{booking:u,asks:d,people:f}=j(e);return typeof t!=`string`||!A(n)?null:{kind:t,language:n,paragraphs:N(r),buttons:P(a,et),links:P(o,$e),...F({topic:M(i),reviewed:M(s),source:M(c),alarm:M(l)}),...F({booking:nt(u),asks:rt(d),people:tt(f)})}}function Ze({people:e,paragraphs:t,links:n,buttons:r,booking:i,asks:a}){let o=!t.length&&!n.length&&!r.some(({role:e})=>e!==`people`);return e!==void 0&&o&&!i&&!a}function Qe(e){return Array.isArray(e)?e.map(e=>Xe(j(e).custom)).find(e=>e!==null)??null:null}function A(e){return Ge.includes(e)}function j(e){return typeof e==`object`&&e?e:{}}function M(e){return typeof e==`string`&&e!==``?e:void 0}function N(e){return P(e,e=>M(e)??null)}function P(e,t){return Array.isArray(e)?e.map(t).filter(e=>e!==null):[]}function $e(e){let{title:t,url:n}=j(e);return typeof t==`string`&&typeof n==`string`?{title:t,url:n}:null}function F(e){return Object.fromEntries(Object.entries(e).filter(([,e])=>e!==void 0))}function et(e){let{title:t,payload:n,role:r}=j(e);if(typeof t!=`string`||typeof n!=`string`)return null;let i=Ke.find(e=>e===r);return i?{title:t,payload:n,role:i}:{title:t,payload:n}}function tt(e){let{state:t,case:n,position:r,name:i}=j(e),a=Je.find(e=>e===t);if(a)return{state:a,...F({case:M(n),position:I(r),name:M(i)?.slice(0,Ye)})}}function I(e){return Number.isSafeInteger(e)&&e>0?e:void 0}function nt(e){let{status:t,reference:n,start:r,minutes:i,clinician:a,ics:o}=j(e),s=F({status:M(t),reference:M(n),start:M(r),minutes:typeof i==`number`?i:void 0,clinician:M(a),ics:M(o)});return Object.keys(s).length?s:void 0}function rt(e){let{input:t,min:n,max:r,options:i}=j(e);if(qe.includes(t))return{input:t,options:N(i),...F({min:M(n),max:M(r)})}}var it=import.meta.url,at=new URL(`../`,it);function ot(e,t=at){return(e===null?t:ct(e))||(console.error(`vardlots-chat: server="${e??``}" is no web address; using ${t.href}`),t)}function st(e,t){let n=(t??e.closest(`[lang]`)?.getAttribute(`lang`)??document.documentElement.lang).toLowerCase().split(`-`)[0];return A(n)?n:`sv`}function ct(e){if(!e.trim())return null;let t=e.endsWith(`/`)?e:`${e}/`;if(!URL.canParse(t,document.baseURI))return null;let n=new URL(t,document.baseURI);return n.protocol===`https:`||n.protocol===`http:`?n:null}var lt={sv:[{title:`Ring 112`,url:`tel:112`},{title:`Ring 1177`,url:`tel:1177`}],en:[{title:`Call 112`,url:`tel:112`},{title:`Call 1177`,url:`tel:1177`}]},ut=ft({},null);async function dt(e){let t=await fetch(new URL(`widget/settings`,e),{credentials:`omit`});if(!t.ok)throw Error(`the settings came with status ${t.status}`);return ft(await t.json(),e)}function ft(e,t){let{allowed:n,clinic:r,pages:i,texts:a}=j(e),{name:o,phone:s,email:c}=j(r),{accessibility:l}=j(i),{sv:u,en:d}=j(l);return{allowed:n!==!1,clinic:typeof o==`string`?o:``,contact:P([s,c],$e),accessibility:F({sv:pt(u,t),en:pt(d,t)}),spoken:{sv:mt(j(a).sv,`sv`),en:mt(j(a).en,`en`)}}}function pt(e,t){if(typeof e==`string`&&t&&URL.canParse(e,t))return new URL(e,t).href}function mt(e,t){let{greeting:n,topics:r,down:i,forgotten:a,helplines:o}=j(e),s=P(o,$e);return{greeting:N(n),topics:N(r),down:N(i),forgotten:N(a),helplines:s.length?s:lt[t]}}var ht=c`
  :host {
    color: var(--_text);
    font-family: var(--_font);
    font-size: var(--vardlots-font-size, max(1rem, 16px));
    font-style: normal;
    font-weight: 400;
    line-height: 1.5;
    text-align: start;
    text-transform: none;
    white-space: normal;
    -webkit-text-size-adjust: 100%;
  }
  svg {
    flex: none;
    width: 1.5em;
    height: 1.5em;
    fill: none;
    stroke: currentColor;
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .call {
    color: var(--_danger-text);
  }
  .call span {
    display: inline-block;
    white-space: pre-wrap;
  }
`,gt=c`
  :host {
    position: fixed;
    z-index: var(--vardlots-z-index, 2147483000);
    inset-block-end: var(--vardlots-inset, 1rem);
    inset-inline-end: var(--vardlots-inset, 1rem);
  }
  :host([side="start"]) {
    inset-inline: var(--vardlots-inset, 1rem) auto;
  }
  :host([inline]) {
    display: block;
    position: relative;
    z-index: auto;
    inset: auto;
    height: var(--vardlots-height, 40rem);
    max-height: 100dvh;
  }

  .launcher {
    display: flex;
    align-items: center;
    gap: 0.6em;
    min-height: 3.25em;
    border: 1px solid transparent;
    border-radius: 1.7em;
    padding: 0.6em 1.3em 0.6em 1.1em;
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 600;
    box-shadow: var(--_shadow);
  }
  .launcher:focus-visible {
    outline-color: var(--_text);
  }
  .unread {
    border-radius: 1em;
    padding: 0 0.6em;
    background: var(--_surface);
    color: var(--_danger-text);
    font-size: 0.875em;
  }

  #panel {
    container-type: inline-size;
    flex-direction: column;
    width: 100%;
    height: 100%;
    max-width: none;
    max-height: none;
    border: 0;
    padding: 0;
    background: var(--_surface);
    color: inherit;
    overflow: clip;
  }
  #panel > *,
  .launcher,
  .forget {
    direction: ltr; /* Swedish and English, on whatever page */
  }
  section#panel {
    display: flex;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
  }
  dialog#panel[open] {
    display: flex;
  }
  dialog#panel {
    position: fixed;
    inset: var(--_top, 0) 0 auto;
    height: min(100dvh, var(--_height, 100dvh));
    margin: 0;
  }
  dialog#panel:not(:modal) {
    inset: auto;
    inset-block-end: calc(var(--vardlots-inset, 1rem) + 4.2em);
    inset-inline-end: var(--vardlots-inset, 1rem);
    width: min(var(--vardlots-width, 26rem), 100vw - 2 * var(--vardlots-inset, 1rem));
    height: min(var(--vardlots-height, 44rem), 100dvh - var(--vardlots-inset, 1rem) - 5.2em);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    box-shadow: var(--_shadow);
  }
  :host([side="start"]) dialog#panel:not(:modal) {
    inset-inline: var(--vardlots-inset, 1rem) auto;
  }

  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.15em;
    padding: 0.5em 0.5em 0.5em 1em;
    border-bottom: 1px solid var(--_border);
  }
  .title {
    flex: 1;
    line-height: 1.25;
  }
  h2 {
    font-size: 1.125em;
    font-weight: 650;
  }
  .title p {
    color: var(--_muted);
    font-size: 0.875em;
  }
  .quiet {
    border-color: transparent;
    padding-inline: 0.7em;
    color: var(--_link);
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
  .icon {
    display: grid;
    place-items: center;
    width: 2.75em;
    border-color: transparent;
    padding: 0;
  }
  .top {
    position: relative;
  }
  .menu {
    position: absolute;
    z-index: 1;
    inset-block-start: calc(100% + 0.2em);
    inset-inline-end: 0.5em;
    max-width: calc(100% - 1em);
    max-height: 70vh;
    overflow-y: auto;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    padding: 0.4em;
    background: var(--_surface);
    box-shadow: var(--_shadow);
    list-style: none;
  }
  .menu button,
  .menu a {
    display: flex;
    align-items: center;
    gap: 0.4em;
    width: 100%;
    min-height: 2.75em;
    border: 0;
    border-radius: 0.6em;
    padding: 0.4em 0.8em;
    color: var(--_text);
    text-align: start;
  }

  .urgent {
    display: flex;
    flex-wrap: wrap;
    gap: 0 1.2em;
    padding: 0 1em;
    background: var(--_danger-tint);
    font-size: 0.875em;
  }
  .urgent a {
    display: inline-block;
    padding: 0.45em 0.15em;
    font-weight: 650;
  }
  .standing {
    display: flex;
    flex: none;
    align-items: center;
    gap: 0.8em;
    padding-inline: 1em;
    background: var(--_tint);
    font-size: 0.9375em;
  }
  .standing p {
    flex: 1;
    min-width: 0;
    padding-block: 0.5em;
    font-weight: 600;
    line-height: 1.35;
    overflow-wrap: anywhere;
  }
  .leave {
    flex: 0 1 auto;
    margin-block: 0.3em;
    line-height: 1.25;
    background: var(--_surface);
  }
  .status {
    background: var(--_tint);
  }
  .status > * {
    padding: 0.4em 1em;
  }
  .status > :first-child {
    font-weight: 600;
  }
  .status .links {
    padding-block: 0;
  }

  .forget {
    max-width: min(26rem, 100vw - 2rem);
    margin: auto;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    padding: 1.2em;
    background: var(--_surface);
    color: inherit;
  }
  .forget > * + * {
    margin-top: 0.8em;
  }
  dialog::backdrop {
    background: #0008;
  }

  @media (hover: hover) {
    .quiet:hover,
    .icon:hover,
    .menu button:hover,
    .menu a:hover {
      background: var(--_tint);
    }
    .launcher:hover,
    .send:hover {
      filter: brightness(1.12);
    }
  }
  @container (max-width: 24em) {
    .spare {
      display: none;
    }
  }
  @media (max-height: 22rem) {
    .menu {
      max-height: calc(100dvh - 5.5em);
    }
    .title p {
      display: none;
    }
    header {
      padding-block: 0;
    }
    .standing p {
      padding-block: 0.15em;
    }
    .leave {
      min-height: 2em;
      margin-block: 0.1em;
      padding-block: 0;
    }
  }
`,_t=c`
  .log {
    position: relative;
    display: flex;
    flex: 1;
    flex-direction: column;
    gap: 0.8em;
    min-height: 0;
    overflow-y: auto;
    overscroll-behavior: contain;
    padding: 1em;
    background: var(--_background);
    outline-offset: -3px;
  }
  .message {
    flex: none;
    max-width: 92%;
    border: 1px solid transparent;
    border-radius: var(--_radius);
    padding: 0.8em 1em;
    overflow-wrap: anywhere;
  }
  .message > * + *,
  .note > * + * {
    margin-top: 0.65em;
  }
  .message > .unseen + * {
    margin-top: 0;
  }
  .message p {
    white-space: pre-line;
  }
  .desk {
    align-self: flex-start;
    border-color: var(--_border);
    border-end-start-radius: 0.3em;
    background: var(--_surface);
  }
  .staff {
    border-color: var(--_link);
    border-inline-start-width: 4px;
    background: var(--_tint);
  }
  .message .author {
    white-space: normal;
    font-weight: 650;
    line-height: 1.3;
  }
  .author svg {
    width: 1.35em;
    height: 1.35em;
    margin-inline-end: 0.35em;
    vertical-align: -0.3em;
  }
  .author + p {
    margin-top: 0.25em;
  }
  .person {
    align-self: flex-end;
    max-width: 82%;
    border-end-end-radius: 0.3em;
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .progress {
    font-size: 0.875em;
    font-style: italic;
  }
  .retry {
    border-color: currentColor;
    font-style: normal;
  }
  .note {
    align-self: center;
    max-width: 92%;
    padding: 0.4em 1em;
    color: var(--_muted);
    font-size: 0.9375em;
    text-align: center;
  }
  .review {
    padding-top: 0.55em;
    border-top: 1px solid var(--_border);
    color: var(--_muted);
    font-size: 0.8125em;
    line-height: 1.4;
  }

  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em;
    padding-top: 0.2em;
  }
  .choice {
    border-color: var(--_link);
    color: var(--_link);
    font-weight: 550;
    line-height: 1.25;
    text-align: start;
  }
  .feedback {
    align-items: center;
  }
  .feedback .choice {
    border-color: var(--_edge);
    color: var(--_text);
    font-size: 0.9375em;
    font-weight: 400;
  }
  .danger {
    border-color: var(--_danger);
    background: var(--_danger);
    color: #fff;
  }
  .links {
    display: grid;
    gap: 0.1em;
    padding: 0;
    list-style: none;
  }
  .links a {
    display: inline-block;
    padding: 0.4em 0;
    font-weight: 550;
  }
  .web::after {
    content: " ↗" / "";
  }

  .question {
    inline-size: 22em;
    max-inline-size: 100%;
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 0.5em;
  }
  .question label {
    flex: 1 1 11em;
    min-width: 0;
  }
  .question label span {
    display: block;
    color: var(--_muted);
    font-size: 0.875em;
  }
  input,
  select {
    width: 100%;
    min-height: 2.75em;
    border: 1px solid var(--_edge);
    border-radius: 0.7em;
    padding: 0.4em 0.8em;
    background: var(--_background);
  }
  .question button,
  .send {
    border-color: transparent;
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 600;
  }

  .emergency {
    align-self: stretch;
    max-width: none;
    border: 3px solid var(--_danger);
    padding: 0 1em 1em;
    background: var(--_danger-tint);
    overflow: clip;
  }
  h3 {
    font-size: 1.0625em;
    font-weight: 650;
  }
  .emergency h3 {
    margin-inline: -1em;
    padding: 0.6em 1em;
    background: var(--_danger);
    color: #fff;
    font-size: 1.125em;
  }
  .emergency h3::before {
    content: "!" / "";
    display: inline-grid;
    place-items: center;
    width: 1.5em;
    height: 1.5em;
    margin-inline-end: 0.6em;
    border-radius: 50%;
    background: #fff;
    color: #b3152f;
    font-weight: 800;
  }
  .emergency .first {
    text-wrap: pretty;
    font-size: 1.125em;
    font-weight: 650;
    line-height: 1.4;
  }
  .emergency .links {
    gap: 0.5em;
  }
  .emergency .links a {
    display: block;
    border: 2px solid var(--_danger);
    border-radius: 0.9em;
    padding: 0.65em 1em;
    color: var(--_text);
    font-weight: 650;
    text-align: center;
    text-decoration: none;
  }
  .emergency .links .call[href="tel:112"] {
    padding-block: 0.9em;
    background: var(--_danger);
    color: #fff;
    font-size: 1.25em;
  }

  .appointment {
    border-inline-start: 4px solid var(--_link);
    border-radius: 0.8em;
    padding: 0.8em 1em;
    background: var(--_tint);
  }
  dl {
    display: flex;
    flex-wrap: wrap;
    gap: 0.6em 1.8em;
    margin-block: 0.6em 0.8em;
  }
  dt {
    color: var(--_muted);
    font-size: 0.8125em;
  }
  dd {
    font-weight: 600;
  }
  .start {
    flex-basis: 100%;
  }
  .start dd::first-letter {
    text-transform: uppercase;
  }
  .reference dd {
    letter-spacing: 0.06em;
    white-space: nowrap;
  }
  .cancelled {
    border-color: var(--_edge);
  }
  .cancelled .start dd {
    text-decoration: line-through;
  }
  .file {
    display: inline-block;
    min-height: 2.75em;
    border: 1px solid currentColor;
    border-radius: 1.4em;
    padding: 0.5em 1.1em;
    font-weight: 600;
    text-decoration: none;
  }

  .typing {
    display: flex;
    flex: none;
    gap: 0.35em;
    align-self: flex-start;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    border-end-start-radius: 0.3em;
    padding: 1.05em 1.1em;
    background: var(--_surface);
  }
  .typing i {
    width: 0.5em;
    height: 0.5em;
    border-radius: 50%;
    background: var(--_edge);
  }

  .composer {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-end;
    gap: 0.6em;
    padding: 0.7em 1em calc(0.7em + env(safe-area-inset-bottom));
    border-top: 1px solid var(--_border);
  }
  textarea {
    flex: 1;
    min-width: 0;
    min-height: 3em;
    max-height: 8em;
    field-sizing: content;
    resize: none;
    border: 1px solid var(--_edge);
    border-radius: 1.5em;
    padding: 0.7em 1.1em;
    background: var(--_background);
  }
  textarea::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  .mistake {
    flex-basis: 100%;
    color: var(--_danger-text);
    font-weight: 600;
  }
  .send {
    min-height: 3em;
    border-radius: 1.5em;
  }

  @container (max-width: 22em) {
    .composer {
      padding-inline: 0.6em;
    }
    textarea {
      padding-inline: 0.8em;
    }
    .send {
      padding-inline: 0.8em;
    }
  }
  @media (max-height: 22rem) {
    .log {
      padding-block: 0.4em;
    }
    .composer {
      padding-block: 0.3em;
    }
    textarea {
      padding-block: 0.45em;
    }
    textarea,
    .send {
      min-height: 2.5em;
    }
  }
  @media (hover: hover) {
    .choice:hover {
      background: var(--_tint);
    }
    .danger:hover {
      background: var(--_danger);
      filter: brightness(1.12);
    }
  }
  @media (forced-colors: active) {
    .message,
    .appointment,
    .launcher,
    .send,
    .question button {
      border: 1px solid CanvasText;
    }
    .emergency {
      border-width: 3px;
    }
    .typing i {
      background: CanvasText;
    }
  }
  @media (prefers-reduced-motion: no-preference) {
    .log {
      scroll-behavior: smooth;
    }
    .typing i {
      animation: breathe 1.2s infinite ease-in-out;
    }
    .typing i:nth-child(2) {
      animation-delay: 0.15s;
    }
    .typing i:nth-child(3) {
      animation-delay: 0.3s;
    }
  }
  @keyframes breathe {
    50% {
      opacity: 0.3;
    }
  }
`,vt=[c`
  :host {
    --_font: var(--vardlots-font, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif);
    --_radius: var(--vardlots-radius, 1.1em);
    --_accent: var(--vardlots-accent, #24523f);
    --_on-accent: var(--vardlots-on-accent, #fff);
    --_background: var(--vardlots-background, #faf8f3);
    --_surface: var(--vardlots-surface, #fffefb);
    --_text: var(--vardlots-text, #1f2d27);
    --_muted: var(--vardlots-muted, #55635b);
    --_border: var(--vardlots-border, #e2dccf);
    --_edge: #7d857e;
    --_tint: #e7efe8;
    --_danger: var(--vardlots-danger, #b3152f);
    --_danger-text: var(--vardlots-danger, #a8182f);
    --_danger-tint: #fdeeed;
    --_link: var(--vardlots-accent, #24523f);
    --_shadow: 0 1px 2px #1f2d2714, 0 18px 50px -18px #1f2d2740;
  }
  @supports (color: light-dark(#000, #fff)) {
    :host {
      --_accent: var(--vardlots-accent, light-dark(#24523f, #2f6b54));
      --_background: var(--vardlots-background, light-dark(#faf8f3, #151c19));
      --_surface: var(--vardlots-surface, light-dark(#fffefb, #19211d));
      --_text: var(--vardlots-text, light-dark(#1f2d27, #edf0ea));
      --_muted: var(--vardlots-muted, light-dark(#55635b, #a9b5ad));
      --_border: var(--vardlots-border, light-dark(#e2dccf, #2d3832));
      --_edge: light-dark(#7d857e, #75837b);
      --_tint: light-dark(#e7efe8, #223029);
      --_danger: var(--vardlots-danger, light-dark(#b3152f, #c4203c));
      --_danger-text: var(--vardlots-danger, light-dark(#a8182f, #ff9ba3));
      --_danger-tint: light-dark(#fdeeed, #33171a);
      --_link: var(--vardlots-accent, light-dark(#24523f, #a3d3b7));
      --_shadow: 0 0 0 1px light-dark(transparent, #2d3832), 0 18px 50px -18px light-dark(#1f2d2740, #0008);
    }
  }
  :host([scheme="light"]) {
    color-scheme: light;
  }
  :host([scheme="dark"]) {
    color-scheme: dark;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  *,
  ::before,
  ::after {
    box-sizing: border-box;
    margin: 0;
  }
  button,
  input,
  select,
  textarea {
    font: inherit;
    letter-spacing: inherit;
    word-spacing: inherit;
    color: inherit;
  }
  button {
    min-height: 2.75em;
    border: 1px solid var(--_edge);
    border-radius: 1.4em;
    padding: 0.4em 1.1em;
    background: transparent;
    cursor: pointer;
  }
  a {
    color: var(--_link);
    text-underline-offset: 0.18em;
  }
  :focus-visible {
    outline: 3px solid var(--_link);
    outline-offset: 2px;
  }
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`,ht,gt,_t],L={sv:{locale:`sv-SE`,launcher:`Chatta med oss`,unread:`nytt svar`,unreadMore:`nya svar`,title:`Vårdlots`,automatic:`Automatisk assistent`,staff:`Medarbetare`,other:`English`,menu:`Meny`,close:`Stäng`,urgent:`Fara för liv?`,advice:`Råd om vård?`,talkToPerson:`Prata med en person`,download:`Ladda ner samtalet`,startOver:`Börja om`,forget:`Ta bort mitt samtal`,forgetTitle:`Ta bort ditt samtal?`,forgetAsk:`Det du har skrivit här tas bort hos oss och i din webbläsare. Det går inte att ångra.`,forgetYes:`Ta bort`,forgetNo:`Avbryt`,forgetFailed:`Samtalet kunde inte tas bort. Försök igen om en stund.`,accessibility:`Tillgänglighet`,next:`Du står först i kön`,queue:`Du är nummer {position} i kön`,wait:`Du står i kön`,withName:`Du skriver med {name}`,withSomebody:`Du skriver med en medarbetare`,delivered:`Levererat`,log:`Samtalet`,person:`Du`,desk:`Assistenten`,typing:`Assistenten skriver`,emergency:`Akut hjälp`,choices:`Välj ett svar`,feedback:`Hjälpte svaret?`,reviewed:`Granskad`,newTab:`öppnas i en ny flik`,booked:`Din tid`,cancelled:`Avbokad tid`,when:`När`,length:`Längd`,clinician:`Hos`,reference:`Bokningskod`,calendar:`Lägg till i kalendern`,uncalendar:`Ta bort ur kalendern`,answer:`Svara`,phone:`Telefonnummer`,contact:`Telefonnummer eller e-post`,age:`Ålder`,date:`Datum`,region:`Region`,number:`Antal`,choose:`Välj`,write:`Skriv ett meddelande`,send:`Skicka`,tooLong:`Meddelandet är för långt. Korta det till högst 2 000 tecken.`,waiting:`Väntar på uppkoppling`,failed:`Inte skickat`,retry:`Försök igen`,offline:`Du är offline. Det du skriver skickas när du har uppkoppling igen.`,down:`Tjänsten svarar inte just nu. Vänta inte på oss om det är bråttom.`,reach:`Du når oss också här:`,anew:`Assistenten minns inte längre det som står ovanför. Vi börjar om.`,hello:`Hej! Skriv din fråga här.`},en:{locale:`en-GB`,launcher:`Chat with us`,unread:`new answer`,unreadMore:`new answers`,title:`Vårdlots`,automatic:`Automated assistant`,staff:`Clinic staff`,other:`Svenska`,menu:`Menu`,close:`Close`,urgent:`Emergency?`,advice:`Health advice?`,talkToPerson:`Talk to a person`,download:`Download the conversation`,startOver:`Start over`,forget:`Delete my conversation`,forgetTitle:`Delete your conversation?`,forgetAsk:`What you have written here is deleted at our end and in your browser. It can't be undone.`,forgetYes:`Delete`,forgetNo:`Cancel`,forgetFailed:`The conversation could not be deleted. Please try again in a while.`,accessibility:`Accessibility`,next:`You are first in the queue`,queue:`You are number {position} in the queue`,wait:`You are in the queue`,withName:`You are writing with {name}`,withSomebody:`You are writing with a member of staff`,delivered:`Delivered`,log:`Conversation`,person:`You`,desk:`The assistant`,typing:`The assistant is typing`,emergency:`Urgent help`,choices:`Choose an answer`,feedback:`Did that help?`,reviewed:`Reviewed`,newTab:`opens in a new tab`,booked:`Your appointment`,cancelled:`Cancelled appointment`,when:`When`,length:`Length`,clinician:`With`,reference:`Booking reference`,calendar:`Add to calendar`,uncalendar:`Remove from calendar`,answer:`Answer`,phone:`Phone number`,contact:`Phone number or email`,age:`Age`,date:`Date`,region:`Region`,number:`Number`,choose:`Choose`,write:`Write a message`,send:`Send`,tooLong:`The message is too long. Please keep it to 2,000 characters.`,waiting:`Waiting for a connection`,failed:`Not sent`,retry:`Try again`,offline:`You are offline. What you write is sent when you are connected again.`,down:`The service is not answering right now. Don't wait for us if it is urgent.`,reach:`You can also reach us here:`,anew:`The assistant no longer remembers what is above. We start afresh.`,hello:`Hello! Write your question here.`}},R=Object.create(null);R.open=`0`,R.close=`1`,R.ping=`2`,R.pong=`3`,R.message=`4`,R.upgrade=`5`,R.noop=`6`;var yt=Object.create(null);Object.keys(R).forEach(e=>{yt[R[e]]=e});var bt={type:`error`,data:`parser error`},xt=typeof Blob==`function`||typeof Blob<`u`&&Object.prototype.toString.call(Blob)===`[object BlobConstructor]`,St=typeof ArrayBuffer==`function`,Ct=e=>typeof ArrayBuffer.isView==`function`?ArrayBuffer.isView(e):e&&e.buffer instanceof ArrayBuffer,wt=({type:e,data:t},n,r)=>xt&&t instanceof Blob?n?r(t):Tt(t,r):St&&(t instanceof ArrayBuffer||Ct(t))?n?r(t):Tt(new Blob([t]),r):r(R[e]+(t||``)),Tt=(e,t)=>{let n=new FileReader;return n.onload=function(){let e=n.result.split(`,`)[1];t(`b`+(e||``))},n.readAsDataURL(e)};function Et(e){return e instanceof Uint8Array?e:e instanceof ArrayBuffer?new Uint8Array(e):new Uint8Array(e.buffer,e.byteOffset,e.byteLength)}var Dt;function Ot(e,t){if(xt&&e.data instanceof Blob)return e.data.arrayBuffer().then(Et).then(t);if(St&&(e.data instanceof ArrayBuffer||Ct(e.data)))return t(Et(e.data));wt(e,!1,e=>{Dt||=new TextEncoder,t(Dt.encode(e))})}var kt=`ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/`,z=typeof Uint8Array>`u`?[]:/* @__PURE__ */ new Uint8Array(256);for(let e=0;e<64;e++)z[kt.charCodeAt(e)]=e;var At=e=>{let t=e.length*.75,n=e.length,r,i=0,a,o,s,c;e[e.length-1]===`=`&&(t--,e[e.length-2]===`=`&&t--);let l=new ArrayBuffer(t),u=new Uint8Array(l);for(r=0;r<n;r+=4)a=z[e.charCodeAt(r)],o=z[e.charCodeAt(r+1)],s=z[e.charCodeAt(r+2)],c=z[e.charCodeAt(r+3)],u[i++]=a<<2|o>>4,u[i++]=(o&15)<<4|s>>2,u[i++]=(s&3)<<6|c&63;return l},jt=typeof ArrayBuffer==`function`,Mt=(e,t)=>{if(typeof e!=`string`)return{type:`message`,data:Pt(e,t)};let n=e.charAt(0);return n===`b`?{type:`message`,data:Nt(e.substring(1),t)}:yt[n]?e.length>1?{type:yt[n],data:e.substring(1)}:{type:yt[n]}:bt},Nt=(e,t)=>jt?Pt(At(e),t):{base64:!0,data:e},Pt=(e,t)=>{switch(t){case`blob`:return e instanceof Blob?e:new Blob([e]);default:return e instanceof ArrayBuffer?e:e.buffer}},Ft=``,It=(e,t)=>{let n=e.length,r=Array(n),i=0;e.forEach((e,a)=>{wt(e,!1,e=>{r[a]=e,++i===n&&t(r.join(Ft))})})},Lt=(e,t)=>{let n=e.split(Ft),r=[];for(let e=0;e<n.length;e++){let i=Mt(n[e],t);if(r.push(i),i.type===`error`)break}return r};function Rt(){return new TransformStream({transform(e,t){Ot(e,n=>{let r=n.length,i;if(r<126)i=/* @__PURE__ */ new Uint8Array(1),new DataView(i.buffer).setUint8(0,r);else if(r<65536){i=/* @__PURE__ */ new Uint8Array(3);let e=new DataView(i.buffer);e.setUint8(0,126),e.setUint16(1,r)}else{i=/* @__PURE__ */ new Uint8Array(9);let e=new DataView(i.buffer);e.setUint8(0,127),e.setBigUint64(1,BigInt(r))}e.data&&typeof e.data!=`string`&&(i[0]|=128),t.enqueue(i),t.enqueue(n)})}})}var zt;function B(e){return e.reduce((e,t)=>e+t.length,0)}function V(e,t){if(e[0].length===t)return e.shift();let n=new Uint8Array(t),r=0;for(let i=0;i<t;i++)n[i]=e[0][r++],r===e[0].length&&(e.shift(),r=0);return e.length&&r<e[0].length&&(e[0]=e[0].slice(r)),n}function Bt(e,t){zt||=new TextDecoder;let n=[],r=0,i=-1,a=!1;return new TransformStream({transform(o,s){for(n.push(o);;){if(r===0){if(B(n)<1)break;let e=V(n,1);a=(e[0]&128)==128,i=e[0]&127,r=i<126?3:i===126?1:2}else if(r===1){if(B(n)<2)break;let e=V(n,2);i=new DataView(e.buffer,e.byteOffset,e.length).getUint16(0),r=3}else if(r===2){if(B(n)<8)break;let e=V(n,8),t=new DataView(e.buffer,e.byteOffset,e.length),a=t.getUint32(0);if(a>2**21-1){s.enqueue(bt);break}i=a*2**32+t.getUint32(4),r=3}else{if(B(n)<i)break;let e=V(n,i);s.enqueue(Mt(a?e:zt.decode(e),t)),r=0}if(i===0||i>e){s.enqueue(bt);break}}}})}function H(e){if(e)return Vt(e)}function Vt(e){for(var t in H.prototype)e[t]=H.prototype[t];return e}H.prototype.on=H.prototype.addEventListener=function(e,t){return this._callbacks=this._callbacks||{},(this._callbacks[`$`+e]=this._callbacks[`$`+e]||[]).push(t),this},H.prototype.once=function(e,t){function n(){this.off(e,n),t.apply(this,arguments)}return n.fn=t,this.on(e,n),this},H.prototype.off=H.prototype.removeListener=H.prototype.removeAllListeners=H.prototype.removeEventListener=function(e,t){if(this._callbacks=this._callbacks||{},arguments.length==0)return this._callbacks={},this;var n=this._callbacks[`$`+e];if(!n)return this;if(arguments.length==1)return delete this._callbacks[`$`+e],this;for(var r,i=0;i<n.length;i++)if(r=n[i],r===t||r.fn===t){n.splice(i,1);break}return n.length===0&&delete this._callbacks[`$`+e],this},H.prototype.emit=function(e){this._callbacks=this._callbacks||{};for(var t=Array(arguments.length-1),n=this._callbacks[`$`+e],r=1;r<arguments.length;r++)t[r-1]=arguments[r];if(n){n=n.slice(0);for(var r=0,i=n.length;r<i;++r)n[r].apply(this,t)}return this},H.prototype.emitReserved=H.prototype.emit,H.prototype.listeners=function(e){return this._callbacks=this._callbacks||{},this._callbacks[`$`+e]||[]},H.prototype.hasListeners=function(e){return!!this.listeners(e).length};var U=typeof Promise==`function`&&typeof Promise.resolve==`function`?e=>Promise.resolve().then(e):(e,t)=>t(e,0),W=typeof self<`u`?self:typeof window<`u`?window:Function(`return this`)(),Ht=`arraybuffer`;function Ut(e,...t){return t.reduce((t,n)=>(e.hasOwnProperty(n)&&(t[n]=e[n]),t),{})}var Wt=W.setTimeout,Gt=W.clearTimeout;function G(e,t){t.useNativeTimers?(e.setTimeoutFn=Wt.bind(W),e.clearTimeoutFn=Gt.bind(W)):(e.setTimeoutFn=W.setTimeout.bind(W),e.clearTimeoutFn=W.clearTimeout.bind(W))}var Kt=1.33;function qt(e){return typeof e==`string`?Jt(e):Math.ceil((e.byteLength||e.size)*Kt)}function Jt(e){let t=0,n=0;for(let r=0,i=e.length;r<i;r++)t=e.charCodeAt(r),t<128?n+=1:t<2048?n+=2:t<55296||t>=57344?n+=3:(r++,n+=4);return n}function Yt(){return Date.now().toString(36).substring(3)+Math.random().toString(36).substring(2,5)}function Xt(e){let t=``;for(let n in e)e.hasOwnProperty(n)&&(t.length&&(t+=`&`),t+=encodeURIComponent(n)+`=`+encodeURIComponent(e[n]));return t}function Zt(e){let t={},n=e.split(`&`);for(let e=0,r=n.length;e<r;e++){let r=n[e].split(`=`);t[decodeURIComponent(r[0])]=decodeURIComponent(r.slice(1).join(`=`))}return t}var Qt=class extends Error{constructor(e,t,n){super(e),this.description=t,this.context=n,this.type=`TransportError`}},$t=class extends H{constructor(e){super(),this.writable=!1,G(this,e),this.opts=e,this.query=e.query,this.socket=e.socket,this.supportsBinary=!e.forceBase64}onError(e,t,n){return super.emitReserved(`error`,new Qt(e,t,n)),this}open(){return this.readyState=`opening`,this.doOpen(),this}close(){return(this.readyState===`opening`||this.readyState===`open`)&&(this.doClose(),this.onClose()),this}send(e){this.readyState===`open`&&this.write(e)}onOpen(){this.readyState=`open`,this.writable=!0,super.emitReserved(`open`)}onData(e){let t=Mt(e,this.socket.binaryType);this.onPacket(t)}onPacket(e){super.emitReserved(`packet`,e)}onClose(e){this.readyState=`closed`,super.emitReserved(`close`,e)}pause(e){}createUri(e,t={}){return e+`://`+this._hostname()+this._port()+this.opts.path+this._query(t)}_hostname(){let e=this.opts.hostname;return e.indexOf(`:`)===-1?e:`[`+e+`]`}_port(){return this.opts.port&&(this.opts.secure&&Number(this.opts.port)!==443||!this.opts.secure&&Number(this.opts.port)!==80)?`:`+this.opts.port:``}_query(e){let t=Xt(e);return t.length?`?`+t:``}},en=class extends $t{constructor(){super(...arguments),this._polling=!1}get name(){return`polling`}doOpen(){this._poll()}pause(e){this.readyState=`pausing`;let t=()=>{this.readyState=`paused`,e()};if(this._polling||!this.writable){let e=0;this._polling&&(e++,this.once(`pollComplete`,function(){--e||t()})),this.writable||(e++,this.once(`drain`,function(){--e||t()}))}else t()}_poll(){this._polling=!0,this.doPoll(),this.emitReserved(`poll`)}onData(e){Lt(e,this.socket.binaryType).forEach(e=>{if(this.readyState===`opening`&&e.type===`open`&&this.onOpen(),e.type===`close`)return this.onClose({description:`transport closed by the server`}),!1;this.onPacket(e)}),this.readyState!==`closed`&&(this._polling=!1,this.emitReserved(`pollComplete`),this.readyState===`open`&&this._poll())}doClose(){let e=()=>{this.write([{type:`close`}])};this.readyState===`open`?e():this.once(`open`,e)}write(e){this.writable=!1,It(e,e=>{this.doWrite(e,()=>{this.writable=!0,this.emitReserved(`drain`)})})}uri(){let e=this.opts.secure?`https`:`http`,t=this.query||{};return!1!==this.opts.timestampRequests&&(t[this.opts.timestampParam]=Yt()),!this.supportsBinary&&!t.sid&&(t.b64=1),this.createUri(e,t)}},tn=!1;try{tn=typeof XMLHttpRequest<`u`&&`withCredentials`in new XMLHttpRequest}catch{}var nn=tn;function rn(){}var an=class extends en{constructor(e){if(super(e),typeof location<`u`){let t=location.protocol===`https:`,n=location.port;n||=t?`443`:`80`,this.xd=typeof location<`u`&&e.hostname!==location.hostname||n!==e.port}}doWrite(e,t){let n=this.request({method:`POST`,data:e});n.on(`success`,t),n.on(`error`,(e,t)=>{this.onError(`xhr post error`,e,t)})}doPoll(){let e=this.request();e.on(`data`,this.onData.bind(this)),e.on(`error`,(e,t)=>{this.onError(`xhr poll error`,e,t)}),this.pollXhr=e}},K=class e extends H{constructor(e,t,n){super(),this.createRequest=e,G(this,n),this._opts=n,this._method=n.method||`GET`,this._uri=t,this._data=n.data===void 0?null:n.data,this._create()}_create(){var t;let n=Ut(this._opts,`agent`,`pfx`,`key`,`passphrase`,`cert`,`ca`,`ciphers`,`rejectUnauthorized`,`autoUnref`);n.xdomain=!!this._opts.xd;let r=this._xhr=this.createRequest(n);try{r.open(this._method,this._uri,!0);try{if(this._opts.extraHeaders){r.setDisableHeaderCheck&&r.setDisableHeaderCheck(!0);for(let e in this._opts.extraHeaders)this._opts.extraHeaders.hasOwnProperty(e)&&r.setRequestHeader(e,this._opts.extraHeaders[e])}}catch{}if(this._method===`POST`)try{r.setRequestHeader(`Content-type`,`text/plain;charset=UTF-8`)}catch{}try{r.setRequestHeader(`Accept`,`*/*`)}catch{}(t=this._opts.cookieJar)==null||t.addCookies(r),`withCredentials`in r&&(r.withCredentials=this._opts.withCredentials),this._opts.requestTimeout&&(r.timeout=this._opts.requestTimeout),r.onreadystatechange=()=>{var e;r.readyState===3&&((e=this._opts.cookieJar)==null||e.parseCookies(r.getResponseHeader(`set-cookie`))),r.readyState===4&&(r.status===200||r.status===1223?this._onLoad():this.setTimeoutFn(()=>{this._onError(typeof r.status==`number`?r.status:0)},0))},r.send(this._data)}catch(e){this.setTimeoutFn(()=>{this._onError(e)},0);return}typeof document<`u`&&(this._index=e.requestsCount++,e.requests[this._index]=this)}_onError(e){this.emitReserved(`error`,e,this._xhr),this._cleanup(!0)}_cleanup(t){if(this._xhr!==void 0&&this._xhr!==null){if(this._xhr.onreadystatechange=rn,t)try{this._xhr.abort()}catch{}typeof document<`u`&&delete e.requests[this._index],this._xhr=null}}_onLoad(){let e=this._xhr.responseText;e!==null&&(this.emitReserved(`data`,e),this.emitReserved(`success`),this._cleanup())}abort(){this._cleanup()}};if(K.requestsCount=0,K.requests={},typeof document<`u`){if(typeof attachEvent==`function`)attachEvent(`onunload`,on);else if(typeof addEventListener==`function`){let e=`onpagehide`in W?`pagehide`:`unload`;addEventListener(e,on,!1)}}function on(){for(let e in K.requests)K.requests.hasOwnProperty(e)&&K.requests[e].abort()}var sn=(function(){let e=ln({xdomain:!1});return e&&e.responseType!==null})(),cn=class extends an{constructor(e){super(e);let t=e&&e.forceBase64;this.supportsBinary=sn&&!t}request(e={}){return Object.assign(e,{xd:this.xd},this.opts),new K(ln,this.uri(),e)}};function ln(e){let t=e.xdomain;try{if(typeof XMLHttpRequest<`u`&&(!t||nn))return new XMLHttpRequest}catch{}if(!t)try{return new W.ActiveXObject(`Microsoft.XMLHTTP`)}catch{}}var un=typeof navigator<`u`&&typeof navigator.product==`string`&&navigator.product.toLowerCase()===`reactnative`,dn=class extends $t{get name(){return`websocket`}doOpen(){let e=this.uri(),t=this.opts.protocols,n=un?{}:Ut(this.opts,`agent`,`perMessageDeflate`,`pfx`,`key`,`passphrase`,`cert`,`ca`,`ciphers`,`rejectUnauthorized`,`localAddress`,`protocolVersion`,`origin`,`maxPayload`,`family`,`checkServerIdentity`);this.opts.extraHeaders&&(n.headers=this.opts.extraHeaders);try{this.ws=this.createSocket(e,t,n)}catch(e){return this.emitReserved(`error`,e)}this.ws.binaryType=this.socket.binaryType,this.addEventListeners()}addEventListeners(){this.ws.onopen=()=>{this.opts.autoUnref&&this.ws._socket.unref(),this.onOpen()},this.ws.onclose=e=>this.onClose({description:`websocket connection closed`,context:e}),this.ws.onmessage=e=>this.onData(e.data),this.ws.onerror=e=>this.onError(`websocket error`,e)}write(e){this.writable=!1;for(let t=0;t<e.length;t++){let n=e[t],r=t===e.length-1;wt(n,this.supportsBinary,e=>{try{this.doWrite(n,e)}catch{}r&&U(()=>{this.writable=!0,this.emitReserved(`drain`)},this.setTimeoutFn)})}}doClose(){this.ws!==void 0&&(this.ws.onerror=()=>{},this.ws.close(),this.ws=null)}uri(){let e=this.opts.secure?`wss`:`ws`,t=this.query||{};return this.opts.timestampRequests&&(t[this.opts.timestampParam]=Yt()),this.supportsBinary||(t.b64=1),this.createUri(e,t)}},fn=W.WebSocket||W.MozWebSocket,pn={websocket:class extends dn{createSocket(e,t,n){return un?new fn(e,t,n):t?new fn(e,t):new fn(e)}doWrite(e,t){this.ws.send(t)}},webtransport:class extends $t{get name(){return`webtransport`}doOpen(){try{this._transport=new WebTransport(this.createUri(`https`),this.opts.transportOptions[this.name])}catch(e){return this.emitReserved(`error`,e)}this._transport.closed.then(()=>{this.onClose()}).catch(e=>{this.onError(`webtransport error`,e)}),this._transport.ready.then(()=>{this._transport.createBidirectionalStream().then(e=>{let t=Bt(2**53-1,this.socket.binaryType),n=e.readable.pipeThrough(t).getReader(),r=Rt();r.readable.pipeTo(e.writable),this._writer=r.writable.getWriter();let i=()=>{n.read().then(({done:e,value:t})=>{e||(this.onPacket(t),i())}).catch(e=>{})};i();let a={type:`open`};this.query.sid&&(a.data=`{"sid":"${this.query.sid}"}`),this._writer.write(a).then(()=>this.onOpen())})})}write(e){this.writable=!1;for(let t=0;t<e.length;t++){let n=e[t],r=t===e.length-1;this._writer.write(n).then(()=>{r&&U(()=>{this.writable=!0,this.emitReserved(`drain`)},this.setTimeoutFn)})}}doClose(){var e;(e=this._transport)==null||e.close()}},polling:cn},mn=/^(?:(?![^:@\/?#]+:[^:@\/]*@)(http|https|ws|wss):\/\/)?((?:(([^:@\/?#]*)(?::([^:@\/?#]*))?)?@)?((?:[a-f0-9]{0,4}:){2,7}[a-f0-9]{0,4}|[^:\/?#]*)(?::(\d*))?)(((\/(?:[^?#](?![^?#\/]*\.[^?#\/.]+(?:[?#]|$)))*\/?)?([^?#\/]*))(?:\?([^#]*))?(?:#(.*))?)/,hn=[`source`,`protocol`,`authority`,`userInfo`,`user`,`password`,`host`,`port`,`relative`,`path`,`directory`,`file`,`query`,`anchor`];function gn(e){if(e.length>8e3)throw`URI too long`;let t=e,n=e.indexOf(`[`),r=e.indexOf(`]`);n!=-1&&r!=-1&&(e=e.substring(0,n)+e.substring(n,r).replace(/:/g,`;`)+e.substring(r,e.length));let i=mn.exec(e||``),a={},o=14;for(;o--;)a[hn[o]]=i[o]||``;return n!=-1&&r!=-1&&(a.source=t,a.host=a.host.substring(1,a.host.length-1).replace(/;/g,`:`),a.authority=a.authority.replace(`[`,``).replace(`]`,``).replace(/;/g,`:`),a.ipv6uri=!0),a.pathNames=_n(a,a.path),a.queryKey=vn(a,a.query),a}function _n(e,t){let n=t.replace(/\/{2,9}/g,`/`).split(`/`);return(t.slice(0,1)==`/`||t.length===0)&&n.splice(0,1),t.slice(-1)==`/`&&n.splice(n.length-1,1),n}function vn(e,t){let n={};return t.replace(/(?:^|&)([^&=]*)=?([^&]*)/g,function(e,t,r){t&&(n[t]=r)}),n}var yn=typeof addEventListener==`function`&&typeof removeEventListener==`function`,bn=[];yn&&addEventListener(`offline`,()=>{bn.forEach(e=>e())},!1);var xn=class e extends H{constructor(e,t={}){if(super(),this.binaryType=Ht,this.writeBuffer=[],this._prevBufferLen=0,this._upgrades=[],this._pingInterval=-1,this._pingTimeout=-1,this._maxPayload=-1,this._pingTimeoutTime=1/0,e&&typeof e==`object`&&(t=e,e=null),e){let n=gn(e);t.hostname=n.host,t.secure=n.protocol===`https`||n.protocol===`wss`,t.port=n.port,n.query&&(t.query=n.query)}else t.host&&(t.hostname=gn(t.host).host);if(G(this,t),this.secure=t.secure==null?typeof location<`u`&&location.protocol===`https:`:t.secure,t.hostname&&!t.port&&(t.port=this.secure?`443`:`80`),this.hostname=t.hostname||(typeof location<`u`?location.hostname:`localhost`),this.port=t.port||(typeof location<`u`&&location.port?location.port:this.secure?`443`:`80`),t.transportImplementations&&t.transports)throw Error(`specifying both 'transportImplementations' and 'transports' options is not supported`);t.transportImplementations||t.transports?.length&&typeof t.transports[0]==`function`?(this.transports=[],this._transportsByName=Object.create(null),(t.transportImplementations??t.transports).forEach(e=>{let t=e.prototype.name;this.transports.push(t),this._transportsByName[t]=e})):(this.transports=t.transports?[...t.transports]:[`polling`,`websocket`,`webtransport`],this._transportsByName=pn),this.opts=Object.assign({path:`/engine.io`,agent:!1,withCredentials:!1,upgrade:!0,timestampParam:`t`,rememberUpgrade:!1,addTrailingSlash:!0,rejectUnauthorized:!0,perMessageDeflate:{threshold:1024},transportOptions:{},closeOnBeforeunload:!1},t),this.opts.path=this.opts.path.replace(/\/$/,``)+(this.opts.addTrailingSlash?`/`:``),typeof this.opts.query==`string`&&(this.opts.query=Zt(this.opts.query)),yn&&(this.opts.closeOnBeforeunload&&(this._beforeunloadEventListener=()=>{this.transport&&(this.transport.removeAllListeners(),this.transport.close())},addEventListener(`beforeunload`,this._beforeunloadEventListener,!1)),this.hostname!==`localhost`&&(this._offlineEventListener=()=>{this._onClose(`transport close`,{description:`network connection lost`})},bn.push(this._offlineEventListener))),this.opts.withCredentials&&(this._cookieJar=void 0),this._open()}createTransport(e){let t=Object.assign({},this.opts.query);t.EIO=4,t.transport=e,this.id&&(t.sid=this.id);let n=Object.assign({},this.opts,{query:t,socket:this,hostname:this.hostname,secure:this.secure,port:this.port},this.opts.transportOptions[e]);return new this._transportsByName[e](n)}_open(){if(this.transports.length===0){this.setTimeoutFn(()=>{this.emitReserved(`error`,`No transports available`)},0);return}let t=this.opts.rememberUpgrade&&e.priorWebsocketSuccess&&this.transports.indexOf(`websocket`)!==-1?`websocket`:this.transports[0];this.readyState=`opening`;let n=this.createTransport(t);n.open(),this.setTransport(n)}setTransport(e){this.transport&&this.transport.removeAllListeners(),this.transport=e,e.on(`drain`,this._onDrain.bind(this)).on(`packet`,this._onPacket.bind(this)).on(`error`,this._onError.bind(this)).on(`close`,e=>this._onClose(`transport close`,e))}_probe(t){let n=this.createTransport(t),r=!1;e.priorWebsocketSuccess=!1;let i=()=>{r||(n.send([{type:`ping`,data:`probe`}]),n.once(`packet`,t=>{if(!r){if(t.type===`pong`&&t.data===`probe`){if(this.upgrading=!0,this.emitReserved(`upgrading`,n),!n)return;e.priorWebsocketSuccess=n.name===`websocket`,this.transport.pause(()=>{r||this.readyState!==`closed`&&(u(),this.setTransport(n),n.send([{type:`upgrade`}]),this.emitReserved(`upgrade`,n),n=null,this.upgrading=!1,this.flush())})}else{let e=/* @__PURE__ */ Error(`probe error`);e.transport=n.name,this.emitReserved(`upgradeError`,e)}}}))};function a(){r||(r=!0,u(),n.close(),n=null)}let o=e=>{let t=/* @__PURE__ */ Error(`probe error: `+e);t.transport=n.name,a(),this.emitReserved(`upgradeError`,t)};function s(){o(`transport closed`)}function c(){o(`socket closed`)}function l(e){n&&e.name!==n.name&&a()}let u=()=>{n.removeListener(`open`,i),n.removeListener(`error`,o),n.removeListener(`close`,s),this.off(`close`,c),this.off(`upgrading`,l)};n.once(`open`,i),n.once(`error`,o),n.once(`close`,s),this.once(`close`,c),this.once(`upgrading`,l),this._upgrades.indexOf(`webtransport`)!==-1&&t!==`webtransport`?this.setTimeoutFn(()=>{r||n.open()},200):n.open()}onOpen(){if(this.readyState=`open`,e.priorWebsocketSuccess=this.transport.name===`websocket`,this.emitReserved(`open`),this.flush(),this.readyState===`open`&&this.opts.upgrade)for(let e=0;e<this._upgrades.length;e++)this._probe(this._upgrades[e])}_onPacket(e){if(this.readyState===`opening`||this.readyState===`open`||this.readyState===`closing`)switch(this.emitReserved(`packet`,e),this.emitReserved(`heartbeat`),e.type){case`open`:this.onHandshake(JSON.parse(e.data));break;case`ping`:this._sendPacket(`pong`),this.emitReserved(`ping`),this.emitReserved(`pong`),this._resetPingTimeout();break;case`error`:let t=/* @__PURE__ */ Error(`server error`);t.code=e.data,this._onError(t);break;case`message`:this.emitReserved(`data`,e.data),this.emitReserved(`message`,e.data)}}onHandshake(e){this.emitReserved(`handshake`,e),this.id=e.sid,this.transport.query.sid=e.sid,this._upgrades=this._filterUpgrades(e.upgrades),this._pingInterval=e.pingInterval,this._pingTimeout=e.pingTimeout,this._maxPayload=e.maxPayload,this.onOpen(),this.readyState!==`closed`&&this._resetPingTimeout()}_resetPingTimeout(){this.clearTimeoutFn(this._pingTimeoutTimer);let e=this._pingInterval+this._pingTimeout;this._pingTimeoutTime=Date.now()+e,this._pingTimeoutTimer=this.setTimeoutFn(()=>{this._onClose(`ping timeout`)},e),this.opts.autoUnref&&this._pingTimeoutTimer.unref()}_onDrain(){this.writeBuffer.splice(0,this._prevBufferLen),this._prevBufferLen=0,this.writeBuffer.length===0?this.emitReserved(`drain`):this.flush()}flush(){if(this.readyState!==`closed`&&this.transport.writable&&!this.upgrading&&this.writeBuffer.length){let e=this._getWritablePackets();this.transport.send(e),this._prevBufferLen=e.length,this.emitReserved(`flush`)}}_getWritablePackets(){if(!(this._maxPayload&&this.transport.name===`polling`&&this.writeBuffer.length>1))return this.writeBuffer;let e=1;for(let t=0;t<this.writeBuffer.length;t++){let n=this.writeBuffer[t].data;if(n&&(e+=qt(n)),t>0&&e>this._maxPayload)return this.writeBuffer.slice(0,t);e+=2}return this.writeBuffer}_hasPingExpired(){if(!this._pingTimeoutTime)return!0;let e=Date.now()>this._pingTimeoutTime;return e&&(this._pingTimeoutTime=0,U(()=>{this._onClose(`ping timeout`)},this.setTimeoutFn)),e}write(e,t,n){return this._sendPacket(`message`,e,t,n),this}send(e,t,n){return this._sendPacket(`message`,e,t,n),this}_sendPacket(e,t,n,r){if(typeof t==`function`&&(r=t,t=void 0),typeof n==`function`&&(r=n,n=null),this.readyState===`closing`||this.readyState===`closed`)return;n||={},n.compress=!1!==n.compress;let i={type:e,data:t,options:n};this.emitReserved(`packetCreate`,i),this.writeBuffer.push(i),r&&this.once(`flush`,r),this.flush()}close(){let e=()=>{this._onClose(`forced close`),this.transport.close()},t=()=>{this.off(`upgrade`,t),this.off(`upgradeError`,t),e()},n=()=>{this.once(`upgrade`,t),this.once(`upgradeError`,t)};return(this.readyState===`opening`||this.readyState===`open`)&&(this.readyState=`closing`,this.writeBuffer.length?this.once(`drain`,()=>{this.upgrading?n():e()}):this.upgrading?n():e()),this}_onError(t){if(e.priorWebsocketSuccess=!1,this.opts.tryAllTransports&&this.transports.length>1&&this.readyState===`opening`)return this.transports.shift(),this._open();this.emitReserved(`error`,t),this._onClose(`transport error`,t)}_onClose(e,t){if(this.readyState===`opening`||this.readyState===`open`||this.readyState===`closing`){if(this.clearTimeoutFn(this._pingTimeoutTimer),this.transport.removeAllListeners(`close`),this.transport.close(),this.transport.removeAllListeners(),yn&&(this._beforeunloadEventListener&&removeEventListener(`beforeunload`,this._beforeunloadEventListener,!1),this._offlineEventListener)){let e=bn.indexOf(this._offlineEventListener);e!==-1&&bn.splice(e,1)}this.readyState=`closed`,this.id=null,this.emitReserved(`close`,e,t),this.writeBuffer=[],this._prevBufferLen=0}}_filterUpgrades(e){let t=[];for(let n=0;n<e.length;n++)~this.transports.indexOf(e[n])&&t.push(e[n]);return t}};xn.protocol=4,xn.protocol;function Sn(e,t=``,n){let r=e;n||=typeof location<`u`&&location,e??=n.protocol+`//`+n.host,typeof e==`string`&&(e.charAt(0)===`/`&&(e=e.charAt(1)===`/`?n.protocol+e:n.host+e),/^(https?|wss?):\/\//.test(e)||(e=n===void 0?`https://`+e:n.protocol+`//`+e),r=gn(e)),r.port||(/^(http|ws)$/.test(r.protocol)?r.port=`80`:/^(http|ws)s$/.test(r.protocol)&&(r.port=`443`)),r.path=r.path||`/`;let i=r.host.indexOf(`:`)===-1?r.host:`[`+r.host+`]`;return r.id=r.protocol+`://`+i+`:`+r.port+t,r.href=r.protocol+`://`+i+(n&&n.port===r.port?``:`:`+r.port),r}var Cn=typeof ArrayBuffer==`function`,wn=e=>typeof ArrayBuffer.isView==`function`?ArrayBuffer.isView(e):e.buffer instanceof ArrayBuffer,Tn=Object.prototype.toString,En=typeof Blob==`function`||typeof Blob<`u`&&Tn.call(Blob)===`[object BlobConstructor]`,Dn=typeof File==`function`||typeof File<`u`&&Tn.call(File)===`[object FileConstructor]`;function On(e){return Cn&&(e instanceof ArrayBuffer||wn(e))||En&&e instanceof Blob||Dn&&e instanceof File}function kn(e,t){if(!e||typeof e!=`object`)return!1;if(Array.isArray(e)){for(let t=0,n=e.length;t<n;t++)if(kn(e[t]))return!0;return!1}if(On(e))return!0;if(e.toJSON&&typeof e.toJSON==`function`&&arguments.length===1)return kn(e.toJSON(),!0);for(let t in e)if(Object.prototype.hasOwnProperty.call(e,t)&&kn(e[t]))return!0;return!1}function An(e){let t=[],n=e.data,r=e;return r.data=jn(n,t),r.attachments=t.length,{packet:r,buffers:t}}function jn(e,t,n){if(!e)return e;if(On(e)){let n={_placeholder:!0,num:t.length};return t.push(e),n}if(Array.isArray(e)){let n=Array(e.length);for(let r=0;r<e.length;r++)n[r]=jn(e[r],t);return n}if(typeof e==`object`&&!(e instanceof Date)){if(e.toJSON&&typeof e.toJSON==`function`&&!n)return jn(e.toJSON(),t,!0);let r={};for(let n in e)Object.prototype.hasOwnProperty.call(e,n)&&(r[n]=jn(e[n],t));return r}return e}function Mn(e,t){return e.data=Nn(e.data,t),delete e.attachments,e}function Nn(e,t){if(!e)return e;if(e&&e._placeholder===!0){if(typeof e.num==`number`&&e.num>=0&&e.num<t.length)return t[e.num];throw Error(`illegal attachments`)}if(Array.isArray(e))for(let n=0;n<e.length;n++)e[n]=Nn(e[n],t);else if(typeof e==`object`)for(let n in e)Object.prototype.hasOwnProperty.call(e,n)&&(e[n]=Nn(e[n],t));return e}var Pn=/* @__PURE__ */ t({Decoder:()=>Ln,Encoder:()=>In,PacketType:()=>q,isPacketValid:()=>Wn,protocol:()=>5}),Fn=[`connect`,`connect_error`,`disconnect`,`disconnecting`,`newListener`,`removeListener`],q;(function(e){e[e.CONNECT=0]=`CONNECT`,e[e.DISCONNECT=1]=`DISCONNECT`,e[e.EVENT=2]=`EVENT`,e[e.ACK=3]=`ACK`,e[e.CONNECT_ERROR=4]=`CONNECT_ERROR`,e[e.BINARY_EVENT=5]=`BINARY_EVENT`,e[e.BINARY_ACK=6]=`BINARY_ACK`})(q||={});var In=class{constructor(e){this.replacer=e}encode(e){return(e.type===q.EVENT||e.type===q.ACK)&&kn(e)?this.encodeAsBinary({type:e.type===q.EVENT?q.BINARY_EVENT:q.BINARY_ACK,nsp:e.nsp,data:e.data,id:e.id}):[this.encodeAsString(e)]}encodeAsString(e){let t=``+e.type;return(e.type===q.BINARY_EVENT||e.type===q.BINARY_ACK)&&(t+=e.attachments+`-`),e.nsp&&e.nsp!==`/`&&(t+=e.nsp+`,`),e.id!=null&&(t+=e.id),e.data!=null&&(t+=JSON.stringify(e.data,this.replacer)),t}encodeAsBinary(e){let t=An(e),n=this.encodeAsString(t.packet),r=t.buffers;return r.unshift(n),r}},Ln=class e extends H{constructor(e){super(),this.opts=Object.assign({reviver:void 0,maxAttachments:10},typeof e==`function`?{reviver:e}:e)}add(e){let t;if(typeof e==`string`){if(this.reconstructor)throw Error(`got plaintext data when reconstructing a packet`);t=this.decodeString(e);let n=t.type===q.BINARY_EVENT;n||t.type===q.BINARY_ACK?(t.type=n?q.EVENT:q.ACK,this.reconstructor=new Rn(t)):super.emitReserved(`decoded`,t)}else if(On(e)||e.base64){if(this.reconstructor)t=this.reconstructor.takeBinaryData(e),t&&(this.reconstructor=null,super.emitReserved(`decoded`,t));else throw Error(`got binary data when not reconstructing a packet`)}else throw Error(`Unknown type: `+e)}decodeString(t){let n=0,r={type:Number(t.charAt(0))};if(q[r.type]===void 0)throw Error(`unknown packet type `+r.type);if(r.type===q.BINARY_EVENT||r.type===q.BINARY_ACK){let e=n+1;for(;t.charAt(++n)!==`-`&&n!=t.length;);let i=t.substring(e,n);if(i!=Number(i)||t.charAt(n)!==`-`)throw Error(`Illegal attachments`);let a=Number(i);if(!Bn(a)||a<1)throw Error(`Illegal attachments`);if(a>this.opts.maxAttachments)throw Error(`too many attachments`);r.attachments=a}if(t.charAt(n+1)===`/`){let e=n+1;for(;++n&&t.charAt(n)!==`,`&&n!==t.length;);r.nsp=t.substring(e,n)}else r.nsp=`/`;let i=t.charAt(n+1);if(i!==``&&Number(i)==i){let e=n+1;for(;++n;){let e=t.charAt(n);if(e==null||Number(e)!=e){--n;break}if(n===t.length)break}r.id=Number(t.substring(e,n+1))}if(t.charAt(++n)){let i=this.tryParse(t.substr(n));if(e.isPayloadValid(r.type,i))r.data=i;else throw Error(`invalid payload`)}return r}tryParse(e){try{return JSON.parse(e,this.opts.reviver)}catch{return!1}}static isPayloadValid(e,t){switch(e){case q.CONNECT:return Hn(t);case q.DISCONNECT:return t===void 0;case q.CONNECT_ERROR:return typeof t==`string`||Hn(t);case q.EVENT:case q.BINARY_EVENT:return Array.isArray(t)&&(typeof t[0]==`number`||typeof t[0]==`string`&&Fn.indexOf(t[0])===-1);case q.ACK:case q.BINARY_ACK:return Array.isArray(t)}}destroy(){this.reconstructor&&=(this.reconstructor.finishedReconstruction(),null)}},Rn=class{constructor(e){this.packet=e,this.buffers=[],this.reconPack=e}takeBinaryData(e){if(this.buffers.push(e),this.buffers.length===this.reconPack.attachments){let e=Mn(this.reconPack,this.buffers);return this.finishedReconstruction(),e}return null}finishedReconstruction(){this.reconPack=null,this.buffers=[]}};function zn(e){return typeof e==`string`}var Bn=Number.isInteger||function(e){return typeof e==`number`&&isFinite(e)&&Math.floor(e)===e};function Vn(e){return e===void 0||Bn(e)}function Hn(e){return Object.prototype.toString.call(e)===`[object Object]`}function Un(e,t){switch(e){case q.CONNECT:return t===void 0||Hn(t);case q.DISCONNECT:return t===void 0;case q.EVENT:return Array.isArray(t)&&(typeof t[0]==`number`||typeof t[0]==`string`&&Fn.indexOf(t[0])===-1);case q.ACK:return Array.isArray(t);case q.CONNECT_ERROR:return typeof t==`string`||Hn(t);default:return!1}}function Wn(e){return zn(e.nsp)&&Vn(e.id)&&Un(e.type,e.data)}function J(e,t,n){return e.on(t,n),function(){e.off(t,n)}}var Gn=Object.freeze({connect:1,connect_error:1,disconnect:1,disconnecting:1,newListener:1,removeListener:1}),Kn=class extends H{constructor(e,t,n){super(),this.connected=!1,this.recovered=!1,this.receiveBuffer=[],this.sendBuffer=[],this._queue=[],this._queueSeq=0,this.ids=0,this.acks={},this.flags={},this.io=e,this.nsp=t,n&&n.auth&&(this.auth=n.auth),this._opts=Object.assign({},n),this.io._autoConnect&&this.open()}get disconnected(){return!this.connected}subEvents(){if(this.subs)return;let e=this.io;this.subs=[J(e,`open`,this.onopen.bind(this)),J(e,`packet`,this.onpacket.bind(this)),J(e,`error`,this.onerror.bind(this)),J(e,`close`,this.onclose.bind(this))]}get active(){return!!this.subs}connect(){return this.connected||(this.subEvents(),this.io._reconnecting||this.io.open(),this.io._readyState===`open`&&this.onopen()),this}open(){return this.connect()}send(...e){return e.unshift(`message`),this.emit.apply(this,e),this}emit(e,...t){if(Gn.hasOwnProperty(e))throw Error(`"`+e.toString()+`" is a reserved event name`);if(t.unshift(e),this._opts.retries&&!this.flags.fromQueue&&!this.flags.volatile)return this._addToQueue(t),this;let n={type:q.EVENT,data:t};if(n.options={},n.options.compress=this.flags.compress!==!1,typeof t[t.length-1]==`function`){let e=this.ids++,r=t.pop();this._registerAckCallback(e,r),n.id=e}let r=this.io.engine?.transport?.writable,i=this.connected&&!this.io.engine?._hasPingExpired();return this.flags.volatile&&!r||(i?(this.notifyOutgoingListeners(n),this.packet(n)):this.sendBuffer.push(n)),this.flags={},this}_registerAckCallback(e,t){let n=this.flags.timeout??this._opts.ackTimeout;if(n===void 0){this.acks[e]=t;return}let r=this.io.setTimeoutFn(()=>{delete this.acks[e];for(let t=0;t<this.sendBuffer.length;t++)this.sendBuffer[t].id===e&&this.sendBuffer.splice(t,1);t.call(this,/* @__PURE__ */ Error(`operation has timed out`))},n),i=(...e)=>{this.io.clearTimeoutFn(r),t.apply(this,e)};i.withError=!0,this.acks[e]=i}emitWithAck(e,...t){return new Promise((n,r)=>{let i=(e,t)=>e?r(e):n(t);i.withError=!0,t.push(i),this.emit(e,...t)})}_addToQueue(e){let t;typeof e[e.length-1]==`function`&&(t=e.pop());let n={id:this._queueSeq++,tryCount:0,pending:!1,args:e,flags:Object.assign({fromQueue:!0},this.flags)};e.push((e,...r)=>(this._queue[0],e===null?(this._queue.shift(),t&&t(null,...r)):n.tryCount>this._opts.retries&&(this._queue.shift(),t&&t(e)),n.pending=!1,this._drainQueue())),this._queue.push(n),this._drainQueue()}_drainQueue(e=!1){if(!this.connected||this._queue.length===0)return;let t=this._queue[0];(!t.pending||e)&&(t.pending=!0,t.tryCount++,this.flags=t.flags,this.emit.apply(this,t.args))}packet(e){e.nsp=this.nsp,this.io._packet(e)}onopen(){typeof this.auth==`function`?this.auth(e=>{this._sendConnectPacket(e)}):this._sendConnectPacket(this.auth)}_sendConnectPacket(e){this.packet({type:q.CONNECT,data:this._pid?Object.assign({pid:this._pid,offset:this._lastOffset},e):e})}onerror(e){this.connected||this.emitReserved(`connect_error`,e)}onclose(e,t){this.connected=!1,delete this.id,this.emitReserved(`disconnect`,e,t),this._clearAcks()}_clearAcks(){Object.keys(this.acks).forEach(e=>{if(!this.sendBuffer.some(t=>String(t.id)===e)){let t=this.acks[e];delete this.acks[e],t.withError&&t.call(this,/* @__PURE__ */ Error(`socket has been disconnected`))}})}onpacket(e){if(e.nsp===this.nsp)switch(e.type){case q.CONNECT:e.data&&e.data.sid?this.onconnect(e.data.sid,e.data.pid):this.emitReserved(`connect_error`,/* @__PURE__ */ Error(`It seems you are trying to reach a Socket.IO server in v2.x with a v3.x client, but they are not compatible (more information here: https://socket.io/docs/v3/migrating-from-2-x-to-3-0/)`));break;case q.EVENT:case q.BINARY_EVENT:this.onevent(e);break;case q.ACK:case q.BINARY_ACK:this.onack(e);break;case q.DISCONNECT:this.ondisconnect();break;case q.CONNECT_ERROR:this.destroy();let t=Error(e.data.message);t.data=e.data.data,this.emitReserved(`connect_error`,t)}}onevent(e){let t=e.data||[];e.id!=null&&t.push(this.ack(e.id)),this.connected?this.emitEvent(t):this.receiveBuffer.push(Object.freeze(t))}emitEvent(e){if(this._anyListeners&&this._anyListeners.length){let t=this._anyListeners.slice();for(let n of t)n.apply(this,e)}super.emit.apply(this,e),this._pid&&e.length&&typeof e[e.length-1]==`string`&&(this._lastOffset=e[e.length-1])}ack(e){let t=this,n=!1;return function(...r){n||(n=!0,t.packet({type:q.ACK,id:e,data:r}))}}onack(e){let t=this.acks[e.id];typeof t==`function`&&(delete this.acks[e.id],t.withError&&e.data.unshift(null),t.apply(this,e.data))}onconnect(e,t){this.id=e,this.recovered=t&&this._pid===t,this._pid=t,this.connected=!0,this.emitBuffered(),this._drainQueue(!0),this.emitReserved(`connect`)}emitBuffered(){this.receiveBuffer.forEach(e=>this.emitEvent(e)),this.receiveBuffer=[],this.sendBuffer.forEach(e=>{this.notifyOutgoingListeners(e),this.packet(e)}),this.sendBuffer=[]}ondisconnect(){this.destroy(),this.onclose(`io server disconnect`)}destroy(){this.subs&&=(this.subs.forEach(e=>e()),void 0),this.io._destroy(this)}disconnect(){return this.connected&&this.packet({type:q.DISCONNECT}),this.destroy(),this.connected&&this.onclose(`io client disconnect`),this}close(){return this.disconnect()}compress(e){return this.flags.compress=e,this}get volatile(){return this.flags.volatile=!0,this}timeout(e){return this.flags.timeout=e,this}onAny(e){return this._anyListeners=this._anyListeners||[],this._anyListeners.push(e),this}prependAny(e){return this._anyListeners=this._anyListeners||[],this._anyListeners.unshift(e),this}offAny(e){if(!this._anyListeners)return this;if(e){let t=this._anyListeners;for(let n=0;n<t.length;n++)if(e===t[n])return t.splice(n,1),this}else this._anyListeners=[];return this}listenersAny(){return this._anyListeners||[]}onAnyOutgoing(e){return this._anyOutgoingListeners=this._anyOutgoingListeners||[],this._anyOutgoingListeners.push(e),this}prependAnyOutgoing(e){return this._anyOutgoingListeners=this._anyOutgoingListeners||[],this._anyOutgoingListeners.unshift(e),this}offAnyOutgoing(e){if(!this._anyOutgoingListeners)return this;if(e){let t=this._anyOutgoingListeners;for(let n=0;n<t.length;n++)if(e===t[n])return t.splice(n,1),this}else this._anyOutgoingListeners=[];return this}listenersAnyOutgoing(){return this._anyOutgoingListeners||[]}notifyOutgoingListeners(e){if(this._anyOutgoingListeners&&this._anyOutgoingListeners.length){let t=this._anyOutgoingListeners.slice();for(let n of t)n.apply(this,e.data)}}};function Y(e){e||={},this.ms=e.min||100,this.max=e.max||1e4,this.factor=e.factor||2,this.jitter=e.jitter>0&&e.jitter<=1?e.jitter:0,this.attempts=0}Y.prototype.duration=function(){var e=this.ms*this.factor**+this.attempts++;if(this.jitter){var t=Math.random(),n=Math.floor(t*this.jitter*e);e=Math.floor(t*10)&1?e+n:e-n}return Math.min(e,this.max)|0},Y.prototype.reset=function(){this.attempts=0},Y.prototype.setMin=function(e){this.ms=e},Y.prototype.setMax=function(e){this.max=e},Y.prototype.setJitter=function(e){this.jitter=e};var qn=class extends H{constructor(e,t){super(),this.nsps={},this.subs=[],e&&typeof e==`object`&&(t=e,e=void 0),t||={},t.path=t.path||`/socket.io`,this.opts=t,G(this,t),this.reconnection(t.reconnection!==!1),this.reconnectionAttempts(t.reconnectionAttempts||1/0),this.reconnectionDelay(t.reconnectionDelay||1e3),this.reconnectionDelayMax(t.reconnectionDelayMax||5e3),this.randomizationFactor(t.randomizationFactor??.5),this.backoff=new Y({min:this.reconnectionDelay(),max:this.reconnectionDelayMax(),jitter:this.randomizationFactor()}),this.timeout(t.timeout==null?2e4:t.timeout),this._readyState=`closed`,this.uri=e;let n=t.parser||Pn;this.encoder=new n.Encoder,this.decoder=new n.Decoder,this._autoConnect=t.autoConnect!==!1,this._autoConnect&&this.open()}reconnection(e){return arguments.length?(this._reconnection=!!e,e||(this.skipReconnect=!0),this):this._reconnection}reconnectionAttempts(e){return e===void 0?this._reconnectionAttempts:(this._reconnectionAttempts=e,this)}reconnectionDelay(e){var t;return e===void 0?this._reconnectionDelay:(this._reconnectionDelay=e,(t=this.backoff)==null||t.setMin(e),this)}randomizationFactor(e){var t;return e===void 0?this._randomizationFactor:(this._randomizationFactor=e,(t=this.backoff)==null||t.setJitter(e),this)}reconnectionDelayMax(e){var t;return e===void 0?this._reconnectionDelayMax:(this._reconnectionDelayMax=e,(t=this.backoff)==null||t.setMax(e),this)}timeout(e){return arguments.length?(this._timeout=e,this):this._timeout}maybeReconnectOnOpen(){!this._reconnecting&&this._reconnection&&this.backoff.attempts===0&&this.reconnect()}open(e){if(~this._readyState.indexOf(`open`))return this;this.engine=new xn(this.uri,this.opts);let t=this.engine,n=this;this._readyState=`opening`,this.skipReconnect=!1;let r=J(t,`open`,function(){n.onopen(),e&&e()}),i=t=>{this.cleanup(),this._readyState=`closed`,this.emitReserved(`error`,t),e?e(t):this.maybeReconnectOnOpen()},a=J(t,`error`,i);if(!1!==this._timeout){let e=this._timeout,n=this.setTimeoutFn(()=>{r(),i(/* @__PURE__ */ Error(`timeout`)),t.close()},e);this.opts.autoUnref&&n.unref(),this.subs.push(()=>{this.clearTimeoutFn(n)})}return this.subs.push(r),this.subs.push(a),this}connect(e){return this.open(e)}onopen(){this.cleanup(),this._readyState=`open`,this.emitReserved(`open`);let e=this.engine;this.subs.push(J(e,`ping`,this.onping.bind(this)),J(e,`data`,this.ondata.bind(this)),J(e,`error`,this.onerror.bind(this)),J(e,`close`,this.onclose.bind(this)),J(this.decoder,`decoded`,this.ondecoded.bind(this)))}onping(){this.emitReserved(`ping`)}ondata(e){try{this.decoder.add(e)}catch(e){this.onclose(`parse error`,e)}}ondecoded(e){U(()=>{this.emitReserved(`packet`,e)},this.setTimeoutFn)}onerror(e){this.emitReserved(`error`,e)}socket(e,t){let n=this.nsps[e];return n?this._autoConnect&&!n.active&&n.connect():(n=new Kn(this,e,t),this.nsps[e]=n),n}_destroy(e){let t=Object.keys(this.nsps);for(let e of t)if(this.nsps[e].active)return;this._close()}_packet(e){let t=this.encoder.encode(e);for(let n=0;n<t.length;n++)this.engine.write(t[n],e.options)}cleanup(){this.subs.forEach(e=>e()),this.subs.length=0,this.decoder.destroy()}_close(){this.skipReconnect=!0,this._reconnecting=!1,this.onclose(`forced close`)}disconnect(){return this._close()}onclose(e,t){var n;this.cleanup(),(n=this.engine)==null||n.close(),this.backoff.reset(),this._readyState=`closed`,this.emitReserved(`close`,e,t),this._reconnection&&!this.skipReconnect&&this.reconnect()}reconnect(){if(this._reconnecting||this.skipReconnect)return this;let e=this;if(this.backoff.attempts>=this._reconnectionAttempts)this.backoff.reset(),this.emitReserved(`reconnect_failed`),this._reconnecting=!1;else{let t=this.backoff.duration();this._reconnecting=!0;let n=this.setTimeoutFn(()=>{e.skipReconnect||(this.emitReserved(`reconnect_attempt`,e.backoff.attempts),e.skipReconnect||e.open(t=>{t?(e._reconnecting=!1,e.reconnect(),this.emitReserved(`reconnect_error`,t)):e.onreconnect()}))},t);this.opts.autoUnref&&n.unref(),this.subs.push(()=>{this.clearTimeoutFn(n)})}}onreconnect(){let e=this.backoff.attempts;this._reconnecting=!1,this.backoff.reset(),this.emitReserved(`reconnect`,e)}},X={};function Jn(e,t){typeof e==`object`&&(t=e,e=void 0),t||={};let n=Sn(e,t.path||`/socket.io`),r=n.source,i=n.id,a=n.path,o=X[i]&&a in X[i].nsps,s=t.forceNew||t[`force new connection`]||!1===t.multiplex||o,c;return s?c=new qn(r,t):(X[i]||(X[i]=new qn(r,t)),c=X[i]),n.query&&!t.query&&(t.query=n.queryKey),c.socket(n.path,t)}Object.assign(Jn,{Manager:qn,Socket:Kn,io:Jn,connect:Jn});var Yn=3e4,Xn=class extends Error{},Zn=class{#e;constructor(e){this.#e=e}async ask(e){let{session_id:t,messages:n}=j(await this.#t(`message`,e));return{session:M(t)??null,reply:Qe(n)}}async enter(e,t){let n={session_id:e,...e!==null&&{heard:t}},{session_id:r,pushed:i}=j(await this.#t(`session`,n));return{session:M(r)??null,pushed:P(i,Qn)}}async forget(e){await this.#t(`forget`,{session_id:e})}async#t(e,t){let n=await fetch(new URL(`widget/${e}`,this.#e),{method:`POST`,credentials:`omit`,headers:{"Content-Type":`application/json`},body:JSON.stringify(t),signal:AbortSignal.timeout(Yn)});if(n.status===400||n.status===413)throw new Xn(`status ${n.status}`);if(!n.ok)throw Error(`status ${n.status}`);return n.json()}};function Qn(e){let{push:t,messages:n}=j(e),[r,i]=[I(t),Qe(n)];return r!==void 0&&i?{number:r,reply:i}:null}var $n=3e4,er=4e3,tr=5e3,nr=2e4,rr={transports:[`websocket`,`polling`],tryAllTransports:!0,autoConnect:!1,reconnectionDelay:500,reconnectionDelayMax:1e4,timeout:8e3},ir=class{#e;#t;#n;#r=/* @__PURE__ */ new Map;#i;#a=null;#o;#s=!1;#c=`resting`;constructor(e,t){this.#e=t,this.#t=new Zn(e),this.#n=Jn(e.origin,{...rr,path:`${e.pathname}socket.io`}),this.#n.on(`connect`,()=>this.#f()).on(`session_confirm`,e=>this.#p(e)).on(`bot_uttered`,e=>this.#_(e)).on(`bad_request`,e=>this.#v(j(e).reply_to)).on(`connect_error`,()=>void this.#x()).on(`disconnect`,e=>this.#m(e))}get status(){return this.#c}open(){this.#c===`resting`&&(addEventListener(`offline`,this.#u),addEventListener(`online`,this.#d),navigator.onLine?this.#d():this.#u())}close(){removeEventListener(`offline`,this.#u),removeEventListener(`online`,this.#d),this.#E(`resting`),this.#n.disconnect(),clearTimeout(this.#o),this.#o=void 0}look(){this.#e.expecting&&this.#c!==`resting`&&(this.#o??=setTimeout(()=>void this.#l(),this.#s?nr:tr))}flush(){this.open(),this.#s?this.#e.unanswered().forEach(e=>this.#h(e)):this.#c===`connecting`?this.#i??=setTimeout(()=>void this.#x(),er):this.#x()}async forget(e){await this.#t.forget(e)}async#l(){this.#o=void 0,this.#s?this.#f():await this.#x(!0),this.look()}#u=()=>{this.#E(`offline`),this.#e.stalled(),this.#n.disconnect()};#d=()=>{this.#E(`connecting`),this.#n.connect(),this.#e.unanswered().length&&this.flush()};#f(){let{session:e,heard:t}=this.#e;this.#n.emit(`session_request`,{session_id:e,...e!==null&&{heard:t}})}#p(e){typeof e==`string`&&(this.#s=!0,this.#e.entered(e),this.#E(`online`),this.flush(),this.look())}#m(e){this.#s=!1,this.#r.forEach(clearTimeout),this.#r.clear(),clearTimeout(this.#o),this.#o=void 0,this.look(),this.#c===`online`&&this.#E(`connecting`),e===`io server disconnect`&&this.#n.connect()}#h(e){let{id:t}=e;this.#r.has(t)||(this.#r.set(t,setTimeout(()=>this.#b(t),$n)),this.#n.emit(`user_uttered`,this.#g(e)),this.#e.sent(t))}#g({id:e,message:t}){let{session:n,language:r,greeted:i}=this.#e;return{id:e,message:t,session_id:n,metadata:{language:r,greeted:i}}}#_(e){let{custom:t,reply_to:n,push:r}=j(e),[i,a]=[Xe(t),I(r)];if(!i)return;if(a!==void 0){this.#e.pushed({reply:i,number:a});return}let o=typeof n==`string`?n:null;this.#y(o),this.#e.answered(i,o),this.#E(`online`)}#v(e){typeof e==`string`&&(this.#y(e),this.#e.refused(e))}#y(e){e!==null&&(clearTimeout(this.#r.get(e)),this.#r.delete(e))}#b(e){this.#y(e),this.#x()}async#x(e=!1){clearTimeout(this.#i),this.#i=void 0,this.#c!==`offline`&&this.#c!==`resting`&&(this.#a??=this.#S(e).finally(()=>this.#a=null),await this.#a)}async#S(e){try{(e||!this.#T()&&this.#c!==`online`)&&await this.#C();for(let e=this.#T();e;e=this.#T())await this.#w(e);this.#E(`online`),this.look()}catch{this.#e.stalled(),this.#E(navigator.onLine?`down`:`offline`)}}async#C(){let e=this.#e.session,{session:t,pushed:n}=await this.#t.enter(e,this.#e.heard);this.#e.session===e&&(t&&this.#e.entered(t),n.forEach(e=>this.#e.pushed(e)))}async#w(e){this.#e.sent(e.id);try{let{session:t,reply:n}=await this.#t.ask(this.#g(e));t&&this.#e.entered(t),n?this.#e.answered(n,e.id):this.#e.refused(e.id)}catch(t){if(!(t instanceof Xn))throw t;this.#e.refused(e.id)}}#T(){return this.#e.unanswered().find(({id:e})=>!this.#r.has(e))}#E(e){e!==this.#c&&(this.#c=e,this.#e.changed(e))}},ar=[`waiting`,`sent`,`answered`,`delivered`,`failed`];function or(e){let{who:t,id:n,at:r}=j(e);return typeof n!=`string`||typeof r!=`number`||Number.isNaN(new Date(r).getTime())?null:t===`person`?sr(e,n,r):t===`desk`?cr(e,n,r):t===`chat`?lr(e,n,r):null}function sr(e,t,n){let{shown:r,message:i,language:a,progress:o}=j(e);return typeof r!=`string`||typeof i!=`string`||!A(a)||!ar.includes(o)?null:{who:`person`,id:t,at:n,shown:r,message:i,language:a,progress:o}}function cr(e,t,n){let{reply:r,to:i,push:a}=j(e),o=Xe(r);return o&&{who:`desk`,id:t,at:n,reply:o,...F({to:M(i),push:I(a)})}}function lr(e,t,n){let{language:r,paragraphs:i}=j(e);return A(r)?{who:`chat`,id:t,at:n,language:r,paragraphs:N(i)}:null}function ur(e,t,n){let{people:r,language:i,buttons:a,kind:o}=t;if(!r)return n&&o!==`error`&&o!==`emergency`?null:e;let s=e?.case!==void 0&&r.case===e.case;if(s&&e.state===`ended`)return e;if(r.state===`ended`)return{state:`ended`,language:i,...F({case:r.case??e?.case})};if(s&&e.state===`with_person`&&r.state===`waiting`)return e;let c=s?e:null,l=a.find(({role:e})=>e===`people`);return{...r,language:l?i:c?.language??i,...F({leave:l??c?.leave,name:r.name??c?.name})}}function dr(e){return e!==null&&e.state!==`ended`}function fr(e){let{language:t,leave:n}=j(e),r=tt(e);if(r&&A(t))return{...r,language:t,...F({leave:et(n)??void 0})}}var pr=class{#e;constructor(e){this.#e=`vardlots-chat:${e.href}`}read(){let{session:e,language:t,open:n,draft:r,heard:i,standing:a,messages:o}=j(this.#t());return{messages:P(o,or),...F({session:M(e),draft:M(r)}),...F({heard:I(i),standing:fr(a)}),...A(t)&&{language:t},...typeof n==`boolean`&&{open:n}}}write(e){try{sessionStorage.setItem(this.#e,JSON.stringify({...e,messages:e.messages.slice(-200)}))}catch{return}}#t(){try{return JSON.parse(sessionStorage.getItem(this.#e)??`null`)}catch{return null}}},mr=1e4,hr=class{language;open;session;greeted=!1;draft;heard;standing;#e;#t;#n;#r;#i;#a;constructor(e,t,n,r){this.#t=new pr(e);let i=this.#t.read();this.#a=i.messages,this.#e=i.language??null,this.language=this.#e??t,this.session=i.session??null,this.draft=i.draft??``,this.heard=i.heard??0,this.standing=i.standing??null,this.open=i.open??null,this.#r=n,this.#i=r,this.#n=new ir(e,this)}get entries(){return this.#a}get status(){return this.#n.status}get awaitingSince(){return this.unanswered()[0]?.at??null}get expecting(){return dr(this.standing)}connect(){this.#n.open(),this.unanswered().length&&this.#n.flush()}disconnect(){this.#n.close()}say(e){this.#l(e,e,this.language)}tap({title:e,payload:t},n){this.#l(e,t,n)}leave(){this.standing?.leave&&this.tap(this.standing.leave,this.standing.language)}retry(e){this.#u(e,`waiting`),this.#n.flush()}speak(e,t){this.language=e,t&&(this.#e=e),this.keep()}startOver(){let{session:e}=this;this.#f([]),e&&this.#n.forget(e).catch(()=>void 0)}async forget(e){this.session&&await this.#n.forget(this.session),this.#f(e.length?[this.#d(e)]:[])}keep(){let{session:e,open:t,draft:n,heard:r,standing:i}=this;this.#t.write({...e!==null&&{session:e},...t!==null&&{open:t},...n&&{draft:n.slice(0,mr)},...this.#e&&{language:this.#e},...r&&{heard:r},...i&&{standing:i},messages:this.#a}),this.#r()}unanswered(){return this.#a.filter(gr)}entered(e){if(e===this.session)return;let t=this.session!==null&&this.#a.some(({who:e})=>e===`desk`);this.session=e,this.#c(),t&&(this.#a=[...this.#a,this.#d([L[this.language].anew])]),this.keep()}answered(e,t){t!==null&&this.#s(t)||(t!==null&&this.#u(t,e.people?.state===`with_person`?`delivered`:`answered`),this.#o(e,!0,t===null?{}:{to:t}))}pushed({reply:e,number:t}){this.#a.some(e=>e.who===`desk`&&e.push===t)||Ze(e)&&t<=this.heard||(this.heard=Math.max(this.heard,t),this.#o(e,!1,{push:t}))}sent(e){this.#u(e,`sent`)}refused(e){this.#u(e,`failed`)}stalled(){this.#a=this.#a.map(e=>e.who===`person`&&e.progress===`sent`?{...e,progress:`waiting`}:e),this.keep()}changed(e){this.#r()}#o(e,t,n){this.standing=ur(this.standing,e,t);let r={who:`desk`,id:_r(),reply:e,at:Date.now(),...n};Ze(e)||(this.#a=[...this.#a,r]),this.keep(),this.#n.look(),this.#i(e)}#s(e){return this.#a.some(t=>t.who===`person`?t.id===e&&t.progress===`delivered`:t.who===`desk`&&t.to===e)}#c(){this.standing=null,this.heard=0}#l(e,t,n){let r={who:`person`,id:_r(),shown:e,message:t,language:n,at:Date.now(),progress:`waiting`};this.#a=[...this.#a,r],this.keep(),this.#n.flush()}#u(e,t){this.#a=this.#a.map(n=>n.who===`person`&&n.id===e?{...n,progress:t}:n),this.keep()}#d(e){return{who:`chat`,id:_r(),language:this.language,paragraphs:e,at:Date.now()}}#f(e){this.#a=e,this.session=null,this.#c(),this.draft=``,this.#n.close(),this.keep(),this.#n.open()}};function gr(e){return e.who===`person`&&(e.progress===`waiting`||e.progress===`sent`)}function _r(){let e=crypto.getRandomValues(/* @__PURE__ */ new Uint8Array(16));return Array.from(e,e=>e.toString(16).padStart(2,`0`)).join(``)}function vr(e,t,n){let{title:r}=L[t];return[[n?`${r}, ${n}`:r,xr(Date.now(),t)].join(`
`),...e.map(e=>br(e,t))].join(`

`)+`
`}function yr(e){let t=(/* @__PURE__ */ new Date()).toISOString().slice(0,10);return`${e===`sv`?`samtal`:`conversation`}-${t}.txt`}function br(e,t){let{person:n,desk:r}=L[t],i=xr(e.at,t);if(e.who===`person`)return`${n} (${i}):\n${e.shown}`;if(e.who===`chat`)return e.paragraphs.join(`
`);let{paragraphs:a,links:o,people:s}=e.reply;return[`${s?.name??r} (${i}):`,...a,...o.map(({title:e,url:t})=>`${e}: ${t}`)].join(`
`)}function xr(e,t){return new Date(e).toLocaleString(L[t].locale,{dateStyle:`short`,timeStyle:`short`})}function Sr({language:e,forgetFailed:t},n){let r=L[e];return C`<dialog
    id="forget"
    class="forget"
    lang=${e}
    aria-labelledby="forget-title"
    aria-describedby="forget-ask"
    @close=${()=>n.keepAll()}
  >
    <h2 id="forget-title">${r.forgetTitle}</h2>
    <p id="forget-ask">${r.forgetAsk}</p>
    <p class="mistake" role="alert" ?hidden=${!t}>${t?r.forgetFailed:``}</p>
    <div class="choices">
      <button type="button" class="choice danger" @click=${()=>n.forget()}>${r.forgetYes}</button>
      <button type="button" class="choice" autofocus @click=${()=>n.keepAll()}>
        ${r.forgetNo}
      </button>
    </div>
  </dialog>`}function Cr({language:e,open:t,unread:n},r){let i=L[e],a=n?`${n} ${n===1?i.unread:i.unreadMore}`:``;return C`<button
      type="button"
      id="launcher"
      part="launcher"
      class="launcher"
      aria-haspopup="dialog"
      aria-expanded=${t}
      lang=${e}
      @click=${()=>r.toggle()}
    >
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="M5 5h14a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-7l-4.5 3.6V17H5a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2z" />
      </svg>
      <span>${i.launcher}</span>
      ${a?C`<span class="unread">${a}</span>`:null}
    </button>
    <p class="unseen" role="status" lang=${e}>${a}</p>`}var Z={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},wr=e=>(...t)=>({_$litDirective$:e,values:t}),Tr=class{constructor(e){}get _$AU(){return this._$AM._$AU}_$AT(e,t,n){this._$Ct=e,this._$AM=t,this._$Ci=n}_$AS(e,t){return this.update(e,t)}update(e,t){return this.render(...t)}},{I:Er}=Pe,Dr=e=>e,Or=e=>e.strings===void 0,kr=()=>document.createComment(``),Q=(e,t,n)=>{let r=e._$AA.parentNode,i=t===void 0?e._$AB:t._$AA;if(n===void 0)n=new Er(r.insertBefore(kr(),i),r.insertBefore(kr(),i),e,e.options);else{let t=n._$AB.nextSibling,a=n._$AM,o=a!==e;if(o){let t;n._$AQ?.(e),n._$AM=e,n._$AP!==void 0&&(t=e._$AU)!==a._$AU&&n._$AP(t)}if(t!==i||o){let e=n._$AA;for(;e!==t;){let t=Dr(e).nextSibling;Dr(r).insertBefore(e,i),e=t}}}return n},$=(e,t,n=e)=>(e._$AI(t,n),e),Ar={},jr=(e,t=Ar)=>e._$AH=t,Mr=e=>e._$AH,Nr=e=>{e._$AR(),e._$AA.remove()},Pr=wr(class extends Tr{constructor(e){if(super(e),e.type!==Z.PROPERTY&&e.type!==Z.ATTRIBUTE&&e.type!==Z.BOOLEAN_ATTRIBUTE)throw Error("The `live` directive is not allowed on child or event bindings");if(!Or(e))throw Error("`live` bindings can only contain a single expression")}render(e){return e}update(e,[t]){if(t===w||t===T)return t;let n=e.element,r=e.name;if(e.type===Z.PROPERTY){if(t===n[r])return w}else if(e.type===Z.BOOLEAN_ATTRIBUTE){if(!!t===n.hasAttribute(r))return w}else if(e.type===Z.ATTRIBUTE&&n.getAttribute(r)===t+``)return w;return jr(e),t}}),Fr=2e3;function Ir({language:e,draft:t},n){let r=L[e],i=t.length>Fr,a=e=>{e.preventDefault(),t.trim()&&!i&&(n.write(``),n.say(t.trim()))};return C`<form class="composer" part="composer" @submit=${a}>
    <p id="too-long" class="mistake" role="alert" ?hidden=${!i}>${i?r.tooLong:``}</p>
    <textarea
      id="words"
      rows="1"
      autocomplete="off"
      enterkeyhint="send"
      aria-label=${r.write}
      placeholder=${r.write}
      aria-invalid=${i}
      aria-describedby="too-long"
      .value=${Pr(t)}
      @input=${e=>n.write(e.target.value)}
      @keydown=${e=>{e.key===`Enter`&&!e.shiftKey&&!e.isComposing&&a(e)}}
    ></textarea>
    <button type="submit" part="send" class="send">${r.send}</button>
  </form>`}var Lr=[`https:`,`http:`,`tel:`,`mailto:`],Rr=/(\d[\d -]{4,}\d)/;function zr(e){try{let{protocol:t,href:n}=new URL(e);return Lr.includes(t)?n:null}catch{return null}}function Br({title:e,url:t},n,r=``){let i=zr(t);return i?i.startsWith(`tel:`)?C`<a class="call ${r}" href=${i}>${Hr(e)}</a>`:i.startsWith(`mailto:`)?C`<a class=${r} href=${i}>${e}</a>`:C`<a class="web ${r}" href=${i} target="_blank" rel="noopener noreferrer"
    >${e}<span class="unseen"> (${n.newTab})</span></a
  >`:C`<span>${e}</span>`}function Vr(e,t){return e.length?C`<ul class="links">
    ${e.map(e=>C`<li>${Br(e,t)}</li>`)}
  </ul>`:null}function Hr(e){return e.split(Rr).filter(Boolean).map(e=>C`<span>${e}</span>`)}var Ur=(e,t,n)=>{let r=/* @__PURE__ */ new Map;for(let i=t;i<=n;i++)r.set(e[i],i);return r},Wr=wr(class extends Tr{constructor(e){if(super(e),e.type!==Z.CHILD)throw Error(`repeat() can only be used in text expressions`)}dt(e,t,n){let r;n===void 0?n=t:t!==void 0&&(r=t);let i=[],a=[],o=0;for(let t of e)i[o]=r?r(t,o):o,a[o]=n(t,o),o++;return{values:a,keys:i}}render(e,t,n){return this.dt(e,t,n).values}update(e,[t,n,r]){let i=Mr(e),{values:a,keys:o}=this.dt(t,n,r);if(!Array.isArray(i))return this.ut=o,a;let s=this.ut??=[],c=[],l,u,d=0,f=i.length-1,p=0,m=a.length-1;for(;d<=f&&p<=m;)if(i[d]===null)d++;else if(i[f]===null)f--;else if(s[d]===o[p])c[p]=$(i[d],a[p]),d++,p++;else if(s[f]===o[m])c[m]=$(i[f],a[m]),f--,m--;else if(s[d]===o[m])c[m]=$(i[d],a[m]),Q(e,c[m+1],i[d]),d++,m--;else if(s[f]===o[p])c[p]=$(i[f],a[p]),Q(e,i[d],i[f]),f--,p++;else if(l===void 0&&(l=Ur(o,p,m),u=Ur(s,d,f)),l.has(s[d])){if(l.has(s[f])){let t=u.get(o[p]),n=t===void 0?null:i[t];if(n===null){let t=Q(e,i[d]);$(t,a[p]),c[p]=t}else c[p]=$(n,a[p]),Q(e,i[d],n),i[t]=null;p++}else Nr(i[f]),f--}else Nr(i[d]),d++;for(;p<=m;){let t=Q(e,c[m+1]);$(t,a[p]),c[p++]=t}for(;d<=f;){let e=i[d++];e!==null&&Nr(e)}return this.ut=o,jr(e,c),w}});function Gr(e,t,n){let r=e.filter(({role:e})=>e===void 0),i=e.filter(({role:e})=>e===`feedback`);return!r.length&&!i.length?null:C`
    ${r.length?Kr(r,t.choices,`choices`,n):null}
    ${i.length?Kr(i,t.feedback,`choices feedback`,n):null}
  `}function Kr(e,t,n,r){return C`<div class=${n} role="group" aria-label=${t}>
    ${e.map(e=>C`<button type="button" part="choice" class="choice" @click=${()=>r(e)}>
          ${e.title}
        </button>`)}
  </div>`}var qr={weekday:`long`,day:`numeric`,month:`long`,hour:`2-digit`,minute:`2-digit`};function Jr(e,t){let n=new Date(e);if(Number.isNaN(n.getTime()))return e;let r=n.toLocaleString(L[t].locale,{...qr,timeZone:`Europe/Stockholm`});return t===`sv`?r.replace(/kl\.? (\d\d):(\d\d)/,`kl.\xA0$1.$2`):r}function Yr(e,t){let n=new Date(e);return Number.isNaN(n.getTime())?e:n.toLocaleDateString(L[t].locale,{dateStyle:`long`,timeZone:`UTC`})}var Xr={},Zr=wr(class extends Tr{constructor(){super(...arguments),this.ot=Xr}render(e,t){return t()}update(e,[t,n]){if(Array.isArray(t)){if(Array.isArray(this.ot)&&this.ot.length===t.length&&t.every((e,t)=>e===this.ot[t]))return w}else if(this.ot===t)return w;return this.ot=Array.isArray(t)?Array.from(t):t,this.render(t,n)}});function Qr(e,t){let n=L[t],r=e.status===`cancelled`,{start:i,minutes:a,clinician:o,reference:s,ics:c}=e;return C`<section class="appointment ${r?`cancelled`:``}">
    <h3>${r?n.cancelled:n.booked}</h3>
    <dl>
      ${$r(`start`,n.when,i&&Jr(i,t))}
      ${$r(`minutes`,n.length,a&&`${a} min`)}
      ${$r(`clinician`,n.clinician,o)} ${$r(`reference`,n.reference,s)}
    </dl>
    ${c&&ei(c,s,r?n.uncalendar:n.calendar)}
  </section>`}function $r(e,t,n){return n?C`<div class=${e}>
    <dt>${t}</dt>
    <dd>${n}</dd>
  </div>`:null}function ei(e,t,n){let r=Be(e);if(r===null)return null;let i=`${t??`tid`}.ics`;return Zr([e,n],()=>C`<a class="file" href=${ze(r,`text/calendar`)} download=${i}>${n}</a>`)}var ti=e=>e??T,ni={phone:{type:`tel`,inputmode:`tel`,autocomplete:`tel`},contact:{type:`text`,inputmode:`email`,autocomplete:`on`},age:{type:`text`,inputmode:`numeric`,autocomplete:`off`},number:{type:`text`,inputmode:`numeric`,autocomplete:`off`},date:{type:`date`,autocomplete:`off`},reference:{type:`text`,autocomplete:`off`}};function ri(e,t,n){let r=e.options.length?oi(e,t):ai(e,t);return r?C`<form class="question" @submit=${e=>{e.preventDefault();let t=new FormData(e.currentTarget).get(`answer`);typeof t==`string`&&t.trim()&&n(t.trim())}}>
    <label>
      <span>${ii(e.input,t)}</span>
      ${r}
    </label>
    <button type="submit">${t.answer}</button>
  </form>`:null}function ii(e,t){return e===`text`?t.answer:t[e]}function ai({input:e,min:t,max:n},r){let i=ni[e];return i?C`<input
    name="answer"
    type=${i.type}
    required
    inputmode=${ti(i.inputmode)}
    autocomplete=${i.autocomplete}
    min=${ti(t)}
    max=${ti(n)}
    lang=${r.locale}
  />`:null}function oi({options:e},t){return C`<select name="answer" required>
    <option value="">${t.choose}</option>
    ${e.map(e=>C`<option>${e}</option>`)}
  </select>`}function si(e,t,n){return e.who===`person`?di(e,t,n):e.who===`chat`?fi(e):e.reply.kind===`emergency`?mi(e,t,n):pi(e,t.last,n)}function ci(e){return e.map(e=>C`<p>${e}</p>`)}function li(e){return C`<span class="unseen">${e}: </span>`}function ui(e){return C`<p class="author">
    <svg viewBox="0 0 24 24" aria-hidden="true">
      <path d="M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20a7.5 7.5 0 0 1 15 0" />
    </svg>
    <span>${e}</span><span class="unseen">: </span>
  </p>`}function di({id:e,shown:t,language:n,progress:r},i,a){let o=L[n],{reachable:s,delivered:c}=i,l=r===`waiting`&&!s;return C`<article class="message person" part="message" lang=${n} data-progress=${r}>
    ${li(o.person)}
    <p>${t}</p>
    ${l?C`<p class="progress">${o.waiting}</p>`:null}
    ${c?C`<p class="progress" aria-live="off">${o.delivered}</p>`:null}
    ${r===`failed`?C`<p class="progress">
            ${o.failed}
            <button type="button" class="retry" @click=${()=>a.retry(e)}>${o.retry}</button>
          </p>`:null}
  </article>`}function fi({language:e,paragraphs:t}){return C`<div class="note" lang=${e}>${ci(t)}</div>`}function pi({reply:e},t,n){let r=L[e.language],i=e.people?.name,[a,...o]=e.paragraphs.map(e=>C`<p>${e}</p>`);return C`<article
    class="message desk ${i?`staff`:``}"
    part="message"
    lang=${e.language}
    data-kind=${e.kind}
  >
    ${i?ui(i):li(r.desk)} ${a}
    ${e.booking?Qr(e.booking,e.language):null} ${o}
    ${Vr(e.links,r)} ${hi(e,t,r,n)} ${gi(e,r)}
  </article>`}function mi({reply:e},{last:t,fresh:n},r){let i=L[e.language],[a=``,...o]=e.paragraphs,s=e.links.some(({url:e})=>e===`tel:112`)?[]:lt[e.language].slice(0,1);return C`<section
    class="message emergency"
    part="message"
    role=${n?`alert`:T}
    lang=${e.language}
    data-kind="emergency"
  >
    <h3>${i.emergency}</h3>
    <p class="first">${a}</p>
    ${Vr([...s,...e.links],i)} ${ci(o)} ${hi(e,t,i,r)}
  </section>`}function hi(e,t,n,r){return!t&&e.kind!==`suggest`?null:C`${t&&e.asks?ri(e.asks,n,e=>r.say(e)):null} ${Gr(e.buttons,n,t=>r.tap(t,e.language))}`}function gi({reviewed:e,language:t},n){return e?C`<p class="review">${n.reviewed} ${Yr(e,t)}</p>`:null}function _i(e,t){let n=L[e.language],r=e.entries.at(-1),i=e.status!==`offline`&&e.status!==`down`,a=e.entries.findLast(vi);return C`<div
      id="log"
      part="log"
      class="log"
      role="log"
      tabindex="0"
      aria-label=${n.log}
      aria-live=${e.spoken?`polite`:`off`}
    >
      ${yi(e,t)}
      ${Wr(e.entries,({id:e})=>e,n=>si(n,{last:n===r,fresh:n.at>=e.since,reachable:i,delivered:n===a},t))}
      <p class="typing" aria-hidden="true" ?hidden=${e.typing===`no`}><i></i><i></i><i></i></p>
    </div>
    <p class="unseen" role="status" lang=${e.language}>
      ${e.typing===`said`?n.typing:``}
    </p>`}function vi(e){return e.who===`person`&&e.progress===`delivered`}function yi({language:e,settings:t},n){let r=L[e],{greeting:i,topics:a}=t.spoken[e],o=a.map(e=>({title:e,payload:e}));return C`<article class="message desk greeting" part="message" lang=${e} data-kind="greeting">
    ${li(r.desk)} ${ci(i.length?i:[r.hello])}
    ${Gr(o,r,t=>n.tap(t,e))}
  </article>`}function bi({standing:e,language:t,leaving:n},r){if(!e||!dr(e))return null;let{leave:i,language:a}=e;return C`<div class="standing">
    <p>${xi(e,t)}</p>
    ${i&&!n?Si(i.title,a,()=>r.leave()):null}
  </div>`}function xi({state:e,position:t,name:n},r){let i=L[r];return e===`with_person`?n?i.withName.replace(`{name}`,()=>n):i.withSomebody:t===void 0?i.wait:t===1?i.next:i.queue.replace(`{position}`,String(t))}function Si(e,t,n){return C`<button type="button" class="leave" lang=${t} @click=${n}>${e}</button>`}function Ci(e,t){return C`<div class="top">${Ti(e,t)} ${Ei(e,t)} ${Di(e)}</div>
    ${bi(e,t)} ${Oi(e)} ${_i(e,t)} ${Ir(e,t)}`}function wi(e){return Ge.find(t=>t!==e)??e}function Ti(e,t){let n=L[e.language];return C`<header part="header">
    <div class="title">
      <h2 id="title">${n.title}</h2>
      <p>${e.standing?.state===`with_person`?n.staff:n.automatic}</p>
    </div>
    <button
      type="button"
      class="quiet"
      lang=${wi(e.language)}
      @click=${()=>t.switchLanguage()}
    >
      ${n.other}
    </button>
    <button
      type="button"
      id="menu-button"
      class="icon"
      aria-label=${n.menu}
      aria-expanded=${e.menuOpen}
      aria-controls="menu"
      @click=${()=>t.toggleMenu()}
    >
      <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 7h16M4 12h16M4 17h16" /></svg>
    </button>
    ${e.inline?null:C`<button type="button" class="icon" aria-label=${n.close} @click=${()=>t.hide()}>
            <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M6 6l12 12M18 6L6 18" /></svg>
          </button>`}
  </header>`}function Ei({language:e,menuOpen:t,settings:n,standing:r},i){let a=L[e],o=n.accessibility[e],s=o&&zr(o);return C`<ul id="menu" class="menu" ?hidden=${!t} @focusout=${e=>{let t=e.currentTarget,n=e.relatedTarget;n instanceof Element&&!t.contains(n)&&!n.closest(`#menu-button, #forget`)&&i.closeMenu()}}>
    ${dr(r)?null:C`<li>
            <button type="button" @click=${()=>i.talkToPerson()}>${a.talkToPerson}</button>
          </li>`}
    <li><button type="button" @click=${()=>i.download()}>${a.download}</button></li>
    <li><button type="button" @click=${()=>i.startOver()}>${a.startOver}</button></li>
    <li><button type="button" @click=${()=>i.askForget()}>${a.forget}</button></li>
    ${s?C`<li>${Br({title:a.accessibility,url:s},a)}</li>`:null}
  </ul>`}function Di({language:e,settings:t}){let n=L[e],[r,i]=t.spoken[e].helplines;return C`<p class="urgent">
    ${r?C`<span>${n.urgent} ${Br(r,n)}</span>`:null}
    ${i?C`<span><span class="spare">${n.advice}</span> ${Br(i,n)}</span>`:null}
  </p>`}function Oi(e){let t=e.status===`down`?e.settings.contact:[],{reach:n}=L[e.language];return C`<div class="status" role="status">
    ${ki(e).map(e=>C`<p>${e}</p>`)} ${t.length?C`<p>${n}</p>`:null}
    ${Vr(t,L[e.language])}
  </div>`}function ki({status:e,language:t,settings:n}){if(e===`offline`)return[L[t].offline];if(e!==`down`)return[];let{down:r}=n.spoken[t];return r.length?r:[L[t].down]}var Ai=`(min-width: 30rem) and (min-height: 30rem)`,ji=`(hover: none)`,Mi=class{#e;constructor(e){this.#e=e,e.addController(this)}hostConnected(){for(let e of[`resize`,`scroll`])visualViewport?.addEventListener(e,this.#t);this.#t()}hostDisconnected(){for(let e of[`resize`,`scroll`])visualViewport?.removeEventListener(e,this.#t)}hostUpdated(){let e=this.#e.renderRoot.querySelector(`#panel`);!this.#e.inline&&e&&e.open!==this.#e.open&&(this.#e.open?Ni()?e.setAttribute(`open`,``):e.showModal():e.close())}async show(){this.#e.open=!0,await this.#e.updateComplete,this.focus()}async hide(){let e=this.#e.shadowRoot?.activeElement!==null;this.#e.open=!1,await this.#e.updateComplete,e&&this.#n(`#launcher`)?.focus()}focus(){if(this.#e.shadowRoot?.activeElement?.id===`words`)return;let e=matchMedia(ji).matches?`#log`:`#words`;this.#n(e)?.focus({preventScroll:!0})}#t=()=>{if(!visualViewport)return;let{height:e,offsetTop:t}=visualViewport;this.#e.style.setProperty(`--_height`,`${Math.round(e)}px`),this.#e.style.setProperty(`--_top`,`${Math.round(t)}px`)};#n(e){return this.#e.renderRoot.querySelector(e)}};function Ni(){return matchMedia(Ai).matches}var Pi=1500,Fi=class extends k{static styles=vt;static properties={server:{type:String},language:{type:String},inline:{type:Boolean,reflect:!0},open:{type:Boolean,reflect:!0},side:{type:String,reflect:!0},scheme:{type:String,reflect:!0},settings:{state:!0},menuOpen:{state:!0},unread:{state:!0},forgetFailed:{state:!0}};#e=null;#t=ot(null);#n=`resting`;#r;#i=!1;#a=Date.now();#o=!1;#s;#c=new Mi(this);#l=this.#f();constructor(){super(),this.server=this.language=this.side=this.scheme=null,this.settings=ut,this.inline=this.open=this.menuOpen=this.forgetFailed=!1,this.unread=0,new We(this,()=>this.#e?.entries??[])}show(){this.#c.show()}hide(){this.#c.hide()}connectedCallback(){super.connectedCallback(),this.#t=ot(this.server);let e=new hr(this.#t,st(this,this.language),()=>this.#b(),e=>this.#y(e));this.#e=e,this.open=this.inline||(e.open??this.open)&&Ni(),this.#r=e.standing?.state,(e.unanswered().length||e.expecting)&&e.connect(),this.#T(`ready`,{})}disconnectedCallback(){super.disconnectedCallback(),this.#e?.disconnect(),this.#e=null,clearTimeout(this.#s)}willUpdate(e){this.hasUpdated&&e.has(`language`)&&this.#e?.speak(st(this,this.language),!1),e.has(`open`)&&this.open&&(this.unread=0,this.#e?.connect(),this.#x())}updated(e){let t=this.#e;t&&!this.inline&&e.has(`open`)&&(this.open||e.get(`open`))&&(this.#T(this.open?`open`:`close`,{}),t.open!==this.open&&(t.open=this.open,t.keep()))}render(){let e=this.#u();if(!e)return null;let t=Ci(e,this.#l),n=Sr(e,this.#l);return this.inline?C`<section
          id="panel"
          part="panel"
          aria-labelledby="title"
          lang=${e.language}
          @keydown=${this.#C}
        >
          ${t}
        </section>
        ${n}`:C`${Cr(e,this.#l)}
      <dialog
        id="panel"
        part="panel"
        aria-labelledby="title"
        lang=${e.language}
        @keydown=${this.#C}
        @cancel=${this.#w}
      >
        ${t}
      </dialog>
      ${n}`}#u(){let e=this.#e;if(!e)return null;let{settings:t,inline:n,open:r,unread:i,menuOpen:a,forgetFailed:o}=this,{language:s,entries:c,status:l,standing:u,draft:d}=e,f=e.unanswered().some(({message:e})=>e===u?.leave?.payload),[p,m,ee]=[this.#d(e),this.#o,this.#a];return{settings:t,inline:n,open:r,unread:i,menuOpen:a,forgetFailed:o,language:s,entries:c,status:l,standing:u,leaving:f,draft:d,typing:p,spoken:m,since:ee}}#d({awaitingSince:e,expecting:t,status:n}){if(clearTimeout(this.#s),e===null||t||n===`offline`||n===`down`)return`no`;let r=e+Pi-Date.now();return r<=0?`said`:(this.#s=setTimeout(()=>this.requestUpdate(),r),`seen`)}#f(){return{toggle:()=>this.open?this.hide():this.show(),hide:()=>this.hide(),closeMenu:()=>this.menuOpen=!1,toggleMenu:()=>this.menuOpen=!this.menuOpen,switchLanguage:()=>this.#e?.speak(wi(this.#e.language),!0),tap:(e,t)=>this.#p(n=>n.tap(e,t)),say:e=>this.#p(t=>t.say(e)),leave:()=>this.#p(e=>e.leave()),retry:e=>this.#p(t=>t.retry(e)),write:e=>this.#m(e),talkToPerson:()=>this.#p(e=>e.say(L[e.language].talkToPerson)),download:()=>this.#h(),startOver:()=>this.#g(),askForget:()=>this.#v()?.showModal(),forget:()=>void this.#_(),keepAll:()=>this.#v()?.close()}}#p(e){this.#e&&(this.#o=!0,this.menuOpen=!1,e(this.#e),this.#c.focus())}#m(e){this.#e&&(this.#e.draft=e,this.#e.keep())}#h(){if(!this.#e)return;let{entries:e,language:t}=this.#e;Ve(yr(t),vr(e,t,this.settings.clinic)),this.menuOpen=!1,this.#c.focus()}#g(){this.menuOpen=!1,this.#e?.startOver(),this.#c.focus()}async#_(){let e=this.#e;if(e){try{await e.forget(this.settings.spoken[e.language].forgotten)}catch{this.forgetFailed=!0;return}this.forgetFailed=this.menuOpen=!1,this.#v()?.close(),this.#c.focus()}}#v(){return this.renderRoot.querySelector(`#forget`)}#y(e){let{kind:t,language:n,topic:r,booking:i,alarm:a}=e;Ze(e)||(this.#o=!0,this.#T(`reply`,{kind:t,language:n,topic:r}),i&&this.#T(`booking`,{status:i.status,start:i.start,reference:i.reference}),t===`emergency`&&this.#T(`emergency`,{alarm:a}),this.open||(t===`emergency`?this.open=!0:this.unread+=1))}#b(){let e=this.#e?.status??`resting`;e!==this.#n&&(this.#n=e,this.#T(`status`,{status:e}),e===`online`&&this.#x());let t=this.#e?.standing?.state;t!==this.#r&&(this.#r=t,t&&this.#T(`people`,{state:t})),this.requestUpdate()}#x(){this.#i||this.settings!==ut||(this.#i=!0,dt(this.#t).then(e=>this.#S(e)).catch(()=>void 0).finally(()=>this.#i=!1))}#S(e){this.settings=e,this.#e&&(this.#e.greeted=e.spoken[this.#e.language].greeting.length>0),e.allowed||console.error(`vardlots-chat: ${this.#t.href} lets no page of ${location.origin} talk to it; add it to VARDLOTS_ORIGINS there (docs/widget.md)`)}#C=e=>{e.key!==`Escape`||e.defaultPrevented||(e.preventDefault(),this.menuOpen?(this.menuOpen=!1,this.renderRoot.querySelector(`#menu-button`)?.focus()):this.inline||this.hide())};#w=e=>{e.preventDefault(),this.hide()};#T(e,t){this.dispatchEvent(new CustomEvent(`vardlots-${e}`,{bubbles:!0,composed:!0,detail:t}))}};customElements.get(`vardlots-chat`)||customElements.define(`vardlots-chat`,Fi);